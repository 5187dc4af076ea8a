<?php
/*
 * wp-config.php of every WordPress that the tests start. What differs between two servers comes in environment variables:
 *   COMMENTARIAT_WP_URL     address of the site, without a closing slash
 *   COMMENTARIAT_WP_FOLDER  folder of this server, with its database, its must-use plugins and its faults; router.php
 *                           finds out which database is in use
 */
define( 'DB_DIR', getenv( 'COMMENTARIAT_WP_FOLDER' ) );
defined( 'DB_FILE' ) || define( 'DB_FILE', 'wordpress.sqlite' );
foreach ( array( 'DB_NAME', 'DB_USER', 'DB_PASSWORD', 'DB_HOST' ) as $name ) {
	define( $name, 'unused' );
}
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );

define( 'WP_HOME', getenv( 'COMMENTARIAT_WP_URL' ) );
define( 'WP_SITEURL', getenv( 'COMMENTARIAT_WP_URL' ) );
define( 'WPMU_PLUGIN_DIR', DB_DIR . '/mu-plugins' );

foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', "key of the tests: $name" );
	define( $name . '_SALT', "salt of the tests: $name" );
}

// Application passwords without https.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISALLOW_FILE_MODS', true );
define( 'CONCATENATE_SCRIPTS', false );
// Whatever PHP complains about goes to the log, which a test can read, and not into the pages.
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', getenv( 'COMMENTARIAT_WP_FOLDER' ) . '/php.log' );

$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
