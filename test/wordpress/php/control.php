<?php
/*
 * Must-use plugin of the tests alone: lets them change settings and content of a running WordPress. Answers the loopback
 * interface only. See server.ts for what each call takes and returns.
 */

/** A setting of the tests, kept in one option of WordPress. */
function commentariat_test_setting( $name, $default ) {
	$settings = get_option( 'commentariat_test', array() );
	return $settings[ $name ] ?? $default;
}

// Letters go into a file, one a line.
add_filter(
	'pre_wp_mail',
	function ( $sent, $mail ) {
		$line = wp_json_encode( array( 'to' => (array) $mail['to'], 'subject' => $mail['subject'] ) ) . "\n";
		return false !== file_put_contents( DB_DIR . '/mails.jsonl', $line, FILE_APPEND | LOCK_EX );
	},
	10,
	2
);
add_filter( 'wp_is_application_passwords_available', '__return_true' );

// The recipe of docs/, as a site that has put it into mu-plugins runs it.
if ( commentariat_test_setting( 'plugin', false ) ) {
	foreach ( commentariat_test_setting( 'pluginConstants', array() ) as $name => $value ) {
		define( $name, $value );
	}
	require dirname( __DIR__, 3 ) . '/docs/wordpress/commentariat.php';
}
if ( commentariat_test_setting( 'guests', true ) ) {
	add_filter( 'rest_allow_anonymous_comments', '__return_true' );
}
if ( ! commentariat_test_setting( 'flood', false ) ) {
	add_action(
		'init',
		function () {
			remove_filter( 'check_comment_flood', 'check_comment_flood_db' );
			add_filter( 'wp_is_comment_flood', '__return_false', 99 );
		}
	);
}
// Another salt makes all nonces invalid that were given out before, and nothing else.
add_filter(
	'salt',
	fn( $salt, $scheme ) => 'nonce' === $scheme ? $salt . commentariat_test_setting( 'nonces', '' ) : $salt,
	10,
	2
);

/** Moment of a comment or post as WordPress stores it: the site's time, and GMT. */
function commentariat_test_times( $iso ) {
	$gmt = gmdate( 'Y-m-d H:i:s', strtotime( $iso ) );
	return array( get_date_from_gmt( $gmt ), $gmt );
}

function commentariat_test_user_id( $name ) {
	$user = $name ? get_user_by( 'login', $name ) : false;
	return $user ? $user->ID : 0;
}

function commentariat_test_add_post( $post ) {
	list( $local, $gmt ) = commentariat_test_times( $post['date'] ?? '2008-09-04T08:00:00Z' );
	// Posts of the tests may hold any markup, whoever adds them.
	kses_remove_filters();
	$categories = array();
	foreach ( $post['categories'] ?? array() as $name ) {
		$term         = term_exists( $name, 'category' );
		$term         = $term ? $term : wp_insert_term( $name, 'category' );
		$categories[] = (int) $term['term_id'];
	}
	$id = wp_insert_post(
		wp_slash(
			array(
				'post_title'     => $post['title'],
				'post_name'      => $post['slug'] ?? '',
				'post_content'   => $post['content'] ?? '<!-- wp:paragraph --><p>A paragraph.</p><!-- /wp:paragraph -->',
				'post_status'    => $post['status'] ?? 'publish',
				'post_type'      => $post['type'] ?? 'post',
				'post_password'  => $post['password'] ?? '',
				'post_author'    => commentariat_test_user_id( $post['author'] ?? 'author' ),
				'post_date'      => $local,
				'post_date_gmt'  => $gmt,
				'comment_status' => ( $post['open'] ?? true ) ? 'open' : 'closed',
				'ping_status'    => 'open',
				'post_category'  => $categories,
				'tags_input'     => $post['tags'] ?? array(),
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		throw new Exception( $id->get_error_message() );
	}
	return array( 'id' => $id, 'url' => get_permalink( $id ) ) + commentariat_test_add_comments( $id, $post['comments'] ?? array() );
}

/** Stores comments just as they are given: no filter, no check, no notice. */
function commentariat_test_add_comments( $post_id, $comments ) {
	$by_key = array();
	$ids    = array();
	// One transaction: a thousand comments would take a minute with one each.
	$pdo = commentariat_test_database();
	$pdo->beginTransaction();
	foreach ( $comments as $index => $comment ) {
		$parent              = $comment['parent'] ?? 0;
		$when                = $comment['date'] ?? gmdate( 'c', strtotime( '2008-09-05T08:00:00Z' ) + 60 * $index );
		list( $local, $gmt ) = commentariat_test_times( $when );
		$user                = commentariat_test_user_id( $comment['user'] ?? '' );
		$account             = $user ? get_userdata( $user ) : null;
		$id                  = commentariat_test_insert_comment(
			$pdo,
			array(
				'comment_post_ID'      => $post_id,
				'comment_author'       => $comment['author'] ?? ( $account ? $account->display_name : 'Anonymous' ),
				'comment_author_email' => $comment['email'] ?? ( $account ? $account->user_email : '' ),
				'comment_author_url'   => $comment['url'] ?? ( $account ? $account->user_url : '' ),
				'comment_author_IP'    => '192.0.2.1',
				'comment_date'         => $local,
				'comment_date_gmt'     => $gmt,
				'comment_content'      => $comment['content'],
				'comment_approved'     => array( 'approved' => '1', 'hold' => '0' )[ $comment['status'] ?? 'approved' ] ?? $comment['status'],
				'comment_agent'        => 'tests',
				'comment_type'         => $comment['type'] ?? 'comment',
				'comment_parent'       => is_string( $parent ) ? $by_key[ $parent ] : $parent,
				'user_id'              => $user,
			)
		);
		$ids[]               = $id;
		if ( isset( $comment['key'] ) ) {
			$by_key[ $comment['key'] ] = $id;
		}
	}
	$pdo->commit();
	wp_update_comment_count_now( $post_id );
	return array( 'comments' => (object) $by_key, 'ids' => $ids );
}

function commentariat_test_database() {
	$pdo = new PDO( 'sqlite:' . DB_DIR . '/' . DB_FILE );
	$pdo->setAttribute( PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION );
	$pdo->exec( 'PRAGMA busy_timeout = 10000' );
	return $pdo;
}

function commentariat_test_insert_comment( $pdo, $row ) {
	static $statement;
	$statement ??= array();
	$columns     = implode( ', ', array_keys( $row ) );
	$marks       = implode( ', ', array_fill( 0, count( $row ), '?' ) );
	$pdo->prepare( "INSERT INTO wp_comments ($columns, comment_karma) VALUES ($marks, 0)" )->execute( array_values( $row ) );
	return (int) $pdo->lastInsertId();
}

/** Changes options of WordPress, and settings of the tests. */
function commentariat_test_set( $changes ) {
	foreach ( $changes['options'] ?? array() as $name => $value ) {
		update_option( $name, $value );
	}
	if ( isset( $changes['theme'] ) ) {
		switch_theme( $changes['theme'] );
	}
	if ( isset( $changes['permalinks'] ) ) {
		update_option( 'permalink_structure', 'plain' === $changes['permalinks'] ? '' : '/%year%/%monthnum%/%day%/%postname%/' );
	}
	$own = array_diff_key( $changes, array_flip( array( 'options', 'theme', 'permalinks' ) ) );
	update_option( 'commentariat_test', $own + get_option( 'commentariat_test', array() ) );
	// Rules of the old addresses; WordPress makes new ones with the next request.
	delete_option( 'rewrite_rules' );
	return array( 'settings' => get_option( 'commentariat_test' ), 'theme' => get_option( 'stylesheet' ) );
}

/** Every comment of a post as it is stored, whatever its status. */
function commentariat_test_stored( $post_id ) {
	global $wpdb;
	return $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $wpdb->comments WHERE comment_post_ID = %d ORDER BY comment_ID", $post_id ), ARRAY_A );
}

/** Stored as it is, as by a site that lets its users have any name. */
function commentariat_test_rename( $in ) {
	global $wpdb;
	$id = commentariat_test_user_id( $in['user'] );
	$wpdb->update( $wpdb->users, array( 'display_name' => $in['name'] ), array( 'ID' => $id ) );
	return $id;
}

add_action(
	'rest_api_init',
	function () {
		$calls = array(
			'set'      => 'commentariat_test_set',
			'post'     => 'commentariat_test_add_post',
			'comments' => fn( $in ) => commentariat_test_add_comments( $in['post'], $in['comments'] ),
			'stored'   => fn( $in ) => commentariat_test_stored( $in['post'] ),
			'rename'   => 'commentariat_test_rename',
			'moderate' => fn( $in ) => wp_set_comment_status( $in['comment'], $in['status'] ),
		);
		foreach ( $calls as $name => $call ) {
			register_rest_route(
				'commentariat-test/v1',
				"/$name",
				array(
					'methods'             => 'POST',
					'permission_callback' => fn() => '127.0.0.1' === $_SERVER['REMOTE_ADDR'],
					'callback'            => fn( WP_REST_Request $request ) => $call( $request->get_json_params() ),
				)
			);
		}
	}
);
