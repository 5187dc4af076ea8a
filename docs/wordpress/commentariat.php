<?php
/**
 * Plugin Name: Commentariat
 * Description: Shows the comments of this site with commentariat's elements. The theme's own list and form stay in the page for crawlers and for readers without JavaScript.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 *
 * Copy this file to wp-content/mu-plugins/. Every setting is optional and is a constant in wp-config.php:
 *
 *   COMMENTARIAT_BACKEND    'dom' (default): the thread is read from the theme's own list and replies go where the theme's
 *                           form sends them, so that every plugin for comments keeps working; 'wordpress': both go over REST.
 *   COMMENTARIAT_SCRIPT     Address of commentariat.js, or of commentariat.classic.js. By default the copy in
 *                           wp-content/mu-plugins/commentariat/, else the one that the package's CDN has.
 *   COMMENTARIAT_INTEGRITY  The script's hash out of integrity.json, such as 'sha384-…'.
 *   COMMENTARIAT_GUESTS     false: guests may not post over REST. By default they may, where "Settings > Discussion" lets
 *                           guests comment at all.
 *
 * Filters: commentariat_attributes (attributes of the element, id of the post), commentariat_policy (who may reply, post),
 * commentariat_has_thread (whether a post gets a thread, post).
 */

defined( 'ABSPATH' ) || exit;

// comments_template() includes this file a second time, in place of the theme's comments.php; the variables that it has
// ready for a theme are thus at hand for the theme's file, too.
if ( defined( 'COMMENTARIAT_VERSION' ) ) {
	echo commentariat_opening( get_the_ID() ); // phpcs:ignore WordPress.Security.EscapeOutput
	require commentariat_template();
	echo '</comment-thread>';
	return;
}

define( 'COMMENTARIAT_VERSION', '0.1.0' );

if ( ! function_exists( 'commentariat_opening' ) ) :

	/** A setting from wp-config.php. */
	function commentariat_setting( $name, $fallback ) {
		return defined( "COMMENTARIAT_$name" ) ? constant( "COMMENTARIAT_$name" ) : $fallback;
	}

	/** Opens the element around a theme's comments, and sees to it that the page loads the script. */
	function commentariat_opening( $post_id ) {
		$over_rest  = 'wordpress' === commentariat_setting( 'BACKEND', 'dom' );
		$attributes = $over_rest
			? array(
				'backend' => 'wordpress',
				'src'     => rest_url(),
				'thread'  => 'post' === get_post_type( $post_id ) ? $post_id : rest_url( rest_get_route_for_post( $post_id ) ),
			)
			: array(
				'backend'  => 'dom',
				// Of the theme's own headings few name the post. It is markup with entities, which an attribute keeps.
				'headline' => wp_strip_all_tags( get_the_title( $post_id ) ),
			);
		$tag        = '<comment-thread';
		foreach ( apply_filters( 'commentariat_attributes', $attributes, $post_id ) as $name => $value ) {
			$tag .= sprintf( ' %s="%s"', esc_attr( $name ), esc_attr( $value ) );
		}
		commentariat_enqueue();
		return $tag . '>' . ( $over_rest ? commentariat_settings_script( $post_id ) : '' );
	}

	/** What REST does not tell a page's script. Nothing in it can end the script element: every angle bracket is escaped. */
	function commentariat_settings_script( $post_id ) {
		$post     = get_post( $post_id );
		$settings = array(
			'guests' => commentariat_takes_guests(),
			'count'  => commentariat_count( $post ),
			'policy' => commentariat_policy( $post ),
		);
		if ( is_user_logged_in() ) {
			$settings['user']     = commentariat_user( $post );
			$settings['nonce']    = wp_create_nonce( 'wp_rest' );
			$settings['nonceUrl'] = admin_url( 'admin-ajax.php?action=rest-nonce' );
		}
		$json = wp_json_encode( $settings, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES );
		return '<script type="application/json">' . $json . '</script>';
	}

	/** The account that this reader's replies are written with. */
	function commentariat_user( $post ) {
		$user = wp_get_current_user();
		$role = user_can( $user, 'moderate_comments' ) ? 'moderator' : 'member';
		return array(
			'name'      => $user->display_name,
			'url'       => $user->user_url,
			'avatarUrl' => (string) get_avatar_url( $user->ID, array( 'size' => 96 ) ),
			'role'      => (int) $post->post_author === $user->ID ? 'author' : $role,
		);
	}

	/** Whether someone without an account may post over REST. */
	function commentariat_takes_guests() {
		return commentariat_setting( 'GUESTS', true ) && ! get_option( 'comment_registration' );
	}

	/** Every response that the public may see, by kind; REST itself never mentions pingbacks and trackbacks. */
	function commentariat_count( $post ) {
		global $wpdb;
		$count = array(
			'comments' => 0,
			'pings'    => 0,
			'roots'    => 0,
		);
		$rows  = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT comment_type AS kind, comment_parent > 0 AS is_reply, COUNT(*) AS number FROM $wpdb->comments
				WHERE comment_post_ID = %d AND comment_approved = '1' AND comment_type IN ( '', 'comment', 'pingback', 'trackback' )
				GROUP BY comment_type, comment_parent > 0",
				$post->ID
			)
		);
		foreach ( $rows as $row ) {
			$is_ping = in_array( $row->kind, array( 'pingback', 'trackback' ), true );
			$number  = (int) $row->number;

			$count[ $is_ping ? 'pings' : 'comments' ] += $number;
			$count['roots']                           += $is_ping || $row->is_reply ? 0 : $number;
		}
		return array( 'total' => $count['comments'] + $count['pings'] ) + $count;
	}

	/** Who may reply to a post, and what guests have to say about themselves: the settings of "Settings > Discussion". */
	function commentariat_policy( $post ) {
		$is_user = is_user_logged_in();
		$access  = ! $is_user && get_option( 'comment_registration' ) ? 'login' : 'open';
		$need    = get_option( 'require_name_email' ) ? 'required' : 'optional';
		$lengths = wp_get_comment_fields_max_lengths();
		$policy  = array(
			'access'    => comments_open( $post ) ? $access : 'closed',
			'name'      => $is_user ? 'no' : $need,
			'email'     => $is_user ? 'no' : $need,
			'url'       => $is_user ? 'no' : 'optional',
			'maxLength' => (int) $lengths['comment_content'],
		);
		if ( ! $is_user ) {
			$policy['login'] = wp_login_url( get_permalink( $post ) );
		}
		return apply_filters( 'commentariat_policy', $policy, $post );
	}

	function commentariat_script() {
		$copy = 'commentariat/commentariat.js';
		$url  = file_exists( WPMU_PLUGIN_DIR . "/$copy" )
			? WPMU_PLUGIN_URL . "/$copy"
			: 'https://cdn.jsdelivr.net/npm/commentariat@' . COMMENTARIAT_VERSION . '/dist/cdn/commentariat.js';
		return commentariat_setting( 'SCRIPT', $url );
	}

	function commentariat_enqueue() {
		// No version: WordPress would add it to the address, and the modules import each other without it.
		wp_enqueue_script( 'commentariat', commentariat_script(), array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters
	}

	/** A module, whatever WordPress thinks it is; only the classic file is none. */
	function commentariat_script_tag( $tag, $handle ) {
		if ( 'commentariat' !== $handle ) {
			return $tag;
		}
		$kind      = preg_match( '/\.classic\.js$/', commentariat_script() ) ? 'defer' : 'type="module"';
		$integrity = commentariat_setting( 'INTEGRITY', '' );
		$check     = $integrity ? sprintf( ' integrity="%s" crossorigin="anonymous"', esc_attr( $integrity ) ) : '';
		return sprintf( "<script %s src=\"%s\"%s></script>\n", $kind, esc_url( commentariat_script() ), $check ); // phpcs:ignore WordPress.WP.EnqueuedResources
	}

	/** The theme's own file for comments: told when it is chosen, and asked for when it is needed. */
	function commentariat_template( $chosen = null ) {
		static $template = '';
		$template = $chosen ?? $template;
		return $template;
	}

	/** Classic themes: comments_template() shall include this file, and it the theme's. */
	function commentariat_around_template( $template ) {
		if ( post_password_required() || ! commentariat_has_thread( get_post() ) ) {
			return $template;
		}
		commentariat_template( file_exists( $template ) ? $template : ABSPATH . WPINC . '/theme-compat/comments.php' );
		return __FILE__;
	}

	/** Block themes: the comments block, unless it has made use of comments_template() itself. */
	function commentariat_around_block( $html, $block, $instance ) {
		$post = get_post( $instance->context['postId'] ?? null );
		if ( '' === trim( $html ) || false !== strpos( $html, '<comment-thread' ) || ! $post || post_password_required( $post ) || ! commentariat_has_thread( $post ) ) {
			return $html;
		}
		$inside = array( commentariat_opening( $post->ID ), '</comment-thread>' );
		// Inside of the block's own box, which themes give its width by where it stands.
		return preg_match( '/^\s*(<div\b[^>]*>)(.*)(<\/div>)\s*$/s', $html, $parts )
			? $parts[1] . $inside[0] . $parts[2] . $inside[1] . $parts[3]
			: $inside[0] . $html . $inside[1];
	}

	/** A post that neither has comments nor takes any shows none. What shops call reviews has stars, and a form of its own. */
	function commentariat_has_thread( $post ) {
		$has = $post && 'product' !== $post->post_type && ( comments_open( $post ) || get_comments_number( $post ) > 0 );
		return apply_filters( 'commentariat_has_thread', $has, $post );
	}

	/** Themes show replies below their deepest level beside each other; the class tells whom each one answers. */
	function commentariat_comment_class( $classes, $css_class, $comment_id ) {
		$comment = get_comment( $comment_id );
		if ( $comment && $comment->comment_parent ) {
			$classes[] = "reply-to-$comment->comment_parent";
		}
		return $classes;
	}

	/** `commentariat` of a post over REST: {count, policy}. */
	function commentariat_register_field() {
		$types = array_filter(
			get_post_types( array( 'show_in_rest' => true ) ),
			fn( $type ) => post_type_supports( $type, 'comments' )
		);
		register_rest_field(
			array_values( $types ),
			'commentariat',
			array(
				'get_callback' => fn( $item ) => array(
					'count'  => commentariat_count( get_post( $item['id'] ) ),
					'policy' => commentariat_policy( get_post( $item['id'] ) ),
				),
				'schema'       => array(
					'description' => 'What its comments amount to, and who may reply.',
					'type'        => 'object',
					'context'     => array( 'view', 'edit' ),
					'readonly'    => true,
				),
			)
		);
	}

	/** REST lets guests choose the date of their comment. The form does not. */
	function commentariat_date_of_guests( $comment ) {
		if ( is_array( $comment ) && ! current_user_can( 'moderate_comments' ) ) {
			unset( $comment['comment_date'], $comment['comment_date_gmt'] );
		}
		return $comment;
	}

	/** Mails to the author and the moderators, which WordPress sends for comments of its form alone. */
	function commentariat_notify( $comment, $request, $is_new ) {
		if ( $is_new && 'spam' !== $comment->comment_approved ) {
			wp_new_comment_notify_moderator( $comment->comment_ID );
			wp_new_comment_notify_postauthor( $comment->comment_ID );
		}
	}

endif;

add_filter( 'comments_template', 'commentariat_around_template', PHP_INT_MAX );
add_filter( 'render_block_core/comments', 'commentariat_around_block', 10, 3 );
add_filter( 'render_block_core/post-comments', 'commentariat_around_block', 10, 3 );
add_filter( 'comment_class', 'commentariat_comment_class', 10, 3 );
add_filter( 'script_loader_tag', 'commentariat_script_tag', 10, 2 );
add_action( 'rest_api_init', 'commentariat_register_field' );
add_filter( 'rest_pre_insert_comment', 'commentariat_date_of_guests' );
add_action( 'rest_after_insert_comment', 'commentariat_notify', 10, 3 );
add_filter( 'rest_allow_anonymous_comments', fn( $allowed ) => $allowed || commentariat_takes_guests() );
