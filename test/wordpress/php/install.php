<?php
/*
 * php install.php: makes the database that every server of the tests starts from, and prints as JSON what is in it. The
 * variables are those of config.php.
 */
$address                   = parse_url( getenv( 'COMMENTARIAT_WP_URL' ) );
$_SERVER['HTTP_HOST']      = $address['host'] . ':' . $address['port'];
$_SERVER['SERVER_NAME']    = $address['host'];
$_SERVER['SERVER_PORT']    = $address['port'];
$_SERVER['REQUEST_URI']    = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REMOTE_ADDR']    = '127.0.0.1';
define( 'WP_INSTALLING', true );
require getenv( 'COMMENTARIAT_WP_CORE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'A quiet valley', 'admin', 'admin@example.test', true, '', 'admin' );
foreach ( array(
	'blogdescription'              => 'Notes from a blog of the tests',
	'permalink_structure'          => '/%year%/%monthnum%/%day%/%postname%/',
	'timezone_string'              => 'Europe/Moscow',
	'template'                     => 'twentytwentyone',
	'stylesheet'                   => 'twentytwentyone',
	'thread_comments'              => 1,
	'thread_comments_depth'        => 5,
	'page_comments'                => 0,
	'comments_per_page'            => 50,
	'comment_order'                => 'asc',
	'comment_moderation'           => 0,
	'comment_previously_approved'  => 0,
	'require_name_email'           => 1,
	'comment_registration'         => 0,
	'close_comments_for_old_posts' => 0,
	'default_comment_status'       => 'open',
	'show_comments_cookies_opt_in' => 1,
) as $name => $value ) {
	update_option( $name, $value );
}
// Took its rules from the settings when there were none yet.
$wp_rewrite->init();
foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'post_status' => 'any', 'numberposts' => -1 ) ) as $sample ) {
	wp_delete_post( $sample->ID, true );
}

$users = array();
foreach ( array(
	'admin'  => array( 'display_name' => 'admin', 'role' => 'administrator', 'user_url' => 'https://admin.example/' ),
	'author' => array( 'display_name' => 'Автор Блога', 'role' => 'author', 'user_url' => 'https://author.example/' ),
	'reader' => array( 'display_name' => 'Rita Reader', 'role' => 'subscriber', 'user_url' => '' ),
) as $name => $user ) {
	$id = username_exists( $name );
	$id = $id ? wp_update_user( $user + array( 'ID' => $id ) )
		: wp_insert_user( $user + array( 'user_login' => $name, 'user_pass' => $name, 'user_email' => "$name@example.test" ) );
	list( $secret ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'tests' ) );
	$users[ $name ] = array( 'id' => $id, 'name' => $user['display_name'], 'password' => $name, 'applicationPassword' => $secret );
}
$posts = array();
foreach ( json_decode( file_get_contents( __DIR__ . '/content.json' ), true ) as $name => $post ) {
	$posts[ $name ] = commentariat_test_add_post( $post );
}
echo wp_json_encode( array( 'users' => $users, 'posts' => $posts ) );
