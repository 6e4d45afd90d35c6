<?php
// An empty database for sabre.php, with one account and its calendar.
$sql = '/usr/share/doc/php-sabre-dav/examples/sql';
$pdo = new PDO('sqlite:' . getenv('SABRE_DATABASE'));
$pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
foreach (['users', 'principals', 'calendars', 'locks'] as $part) {
    $pdo->exec(file_get_contents("$sql/sqlite.$part.sql"));
}
$pdo->exec('DELETE FROM users; DELETE FROM principals');
$user = $pdo->prepare('INSERT INTO users (username, digesta1) VALUES (?, ?)');
$user->execute(['dr', md5('dr:SabreDAV:secret')]);
$principal = $pdo->prepare('INSERT INTO principals (uri, email, displayname) VALUES (?, ?, ?)');
$principal->execute(['principals/dr', 'dr@example.test', 'Dr']);
$calendar = $pdo->prepare('INSERT INTO calendars (principaluri, displayname, uri, components, ctag, transparent) VALUES (?, ?, ?, ?, 1, 0)');
$calendar->execute(['principals/dr', 'Agenda', 'agenda', 'VEVENT']);
