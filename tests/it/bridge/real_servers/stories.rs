//! Random stories on both sides, against the two servers that practices have most.

use super::super::stories::phone::Phone;
use super::super::stories::tell;
use super::server::Server;

#[tokio::test]
async fn both_sides_tell_the_same_story_on_radicale() {
    told("radicale", "dr/", 12).await;
}

#[tokio::test]
async fn both_sides_tell_the_same_story_on_davical() {
    told("davical", "caldav.php/dr/", 6).await;
}

/// So many stories by default, each in a calendar of its own.
async fn told(kind: &str, home: &str, usual: u64) {
    let server = Server::start(kind);
    tell(usual, |story| {
        let calendar = format!("{}{home}story-{story}/", server.url);
        Phone::on(&calendar).make_calendar();
        calendar
    })
    .await;
}
