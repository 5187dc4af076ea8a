<?php
/*
 * Router of "php -S": files are sent as they are, everything else is WordPress. The site may lie in a sub-folder
 * (COMMENTARIAT_WP_PATH, such as "/blog"); folders outside of it come from COMMENTARIAT_WP_FILES (JSON: path => folder).
 * A file faults.json in the server's folder makes answers go wrong, see server.ts.
 */
const TYPES = array(
	'css'   => 'text/css; charset=utf-8',
	'gif'   => 'image/gif',
	'html'  => 'text/html; charset=utf-8',
	'jpg'   => 'image/jpeg',
	'js'    => 'text/javascript; charset=utf-8',
	'json'  => 'application/json',
	'mjs'   => 'text/javascript; charset=utf-8',
	'png'   => 'image/png',
	'svg'   => 'image/svg+xml',
	'woff'  => 'font/woff',
	'woff2' => 'font/woff2',
);

function send_file( $file ) {
	header( 'Content-Type: ' . ( TYPES[ pathinfo( $file, PATHINFO_EXTENSION ) ] ?? 'application/octet-stream' ) );
	header( 'Content-Length: ' . filesize( $file ) );
	readfile( $file );
}

/** The file behind a path; null when there is none, or when it would lie outside of the folder. */
function file_in( $folder, $path ) {
	$root = realpath( $folder );
	$file = realpath( $folder . '/' . $path );
	return $root && $file && is_file( $file ) && str_starts_with( $file, $root . '/' ) ? $file : null;
}

/** Takes the first fault that is meant for this request, and counts it. */
function take_fault() {
	$list = getenv( 'COMMENTARIAT_WP_FOLDER' ) . '/faults.json';
	if ( ! is_file( $list ) ) {
		return null;
	}
	$handle = fopen( $list, 'r+' );
	flock( $handle, LOCK_EX );
	$faults = json_decode( stream_get_contents( $handle ), true );
	$wanted = $_SERVER['REQUEST_METHOD'] . ' ' . rawurldecode( $_SERVER['REQUEST_URI'] );
	$taken  = null;
	foreach ( $faults as &$fault ) {
		if ( ! preg_match( '~' . str_replace( '~', '\~', $fault['match'] ) . '~', $wanted ) ) {
			continue;
		}
		if ( ( $fault['skip'] ?? 0 ) > 0 ) {
			--$fault['skip'];
			continue;
		}
		if ( ( $fault['times'] ?? 1 ) > 0 ) {
			$fault['times'] = ( $fault['times'] ?? 1 ) - 1;
			$taken          = $fault;
			break;
		}
	}
	unset( $fault );
	ftruncate( $handle, 0 );
	rewind( $handle );
	fwrite( $handle, json_encode( $faults ) );
	fclose( $handle );
	return $taken;
}

/** Lets a request go wrong. True when it has been answered. */
function suffer( $fault ) {
	if ( isset( $fault['delayMs'] ) ) {
		usleep( 1000 * (int) $fault['delayMs'] );
		register_shutdown_function( fn() => file_put_contents( getenv( 'COMMENTARIAT_WP_FOLDER' ) . '/late', '.', FILE_APPEND ) );
	}
	if ( isset( $fault['cut'] ) ) {
		cut_answer( (float) $fault['cut'] );
	}
	if ( ! isset( $fault['status'] ) ) {
		return false;
	}
	http_response_code( $fault['status'] );
	header( 'Access-Control-Allow-Origin: *' );
	foreach ( $fault['headers'] ?? array( 'Content-Type' => 'text/html; charset=utf-8' ) as $name => $value ) {
		header( "$name: $value" );
	}
	echo $fault['body'] ?? '<!doctype html><title>Error</title><h1>Service unavailable</h1>';
	return true;
}

/** WordPress does its work; of its answer only a part arrives. */
function cut_answer( $part ) {
	ob_start();
	register_shutdown_function(
		function () use ( $part ) {
			$body = '';
			while ( ob_get_level() > 0 ) {
				$body = ob_get_clean() . $body;
			}
			header( 'Content-Length: ' . ( strlen( $body ) + 1 ) );
			echo substr( $body, 0, (int) ( strlen( $body ) * $part ) );
		}
	);
}

// The database that a request begins with stays its own, although a test that did not wait for it has ended meanwhile.
$pointer = getenv( 'COMMENTARIAT_WP_FOLDER' ) . '/database';
define( 'DB_FILE', is_file( $pointer ) ? file_get_contents( $pointer ) : 'none.sqlite' );

$path  = rawurldecode( explode( '?', $_SERVER['REQUEST_URI'], 2 )[0] );
$fault = str_contains( $_SERVER['REQUEST_URI'], 'commentariat-test' ) ? null : take_fault();
if ( $fault && suffer( $fault ) ) {
	return true;
}
foreach ( json_decode( (string) getenv( 'COMMENTARIAT_WP_FILES' ), true ) ?: array() as $prefix => $folder ) {
	if ( str_starts_with( $path, $prefix . '/' ) ) {
		$file = file_in( $folder, substr( $path, strlen( $prefix ) ) );
		$file ? send_file( $file ) : http_response_code( 404 );
		return true;
	}
}

$prefix = (string) getenv( 'COMMENTARIAT_WP_PATH' );
if ( $prefix && $path !== $prefix && ! str_starts_with( $path, $prefix . '/' ) ) {
	http_response_code( 404 );
	return true;
}
$core   = getenv( 'COMMENTARIAT_WP_CORE' );
$inside = rtrim( substr( $path, strlen( $prefix ) ), '/' );
$file   = file_in( $core, $inside ) ?? file_in( $core, $inside . '/index.php' );
$script = $file && str_ends_with( $file, '.php' ) ? substr( $file, strlen( realpath( $core ) ) ) : '/index.php';
if ( $file && ! str_ends_with( $file, '.php' ) ) {
	send_file( $file );
	return true;
}
$_SERVER['DOCUMENT_ROOT']   = $core;
$_SERVER['SCRIPT_NAME']     = $prefix . $script;
$_SERVER['PHP_SELF']        = $prefix . $script;
$_SERVER['SCRIPT_FILENAME'] = $core . $script;
unset( $_SERVER['PATH_INFO'] );
chdir( dirname( $core . $script ) );
require $core . $script;
return true;
