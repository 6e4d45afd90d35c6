//! The matrix of conflicts (caldav §6), a line at a time, over whole passes of the worker against servers that practices have.

mod foreign;
mod gone;
mod guard;
mod moved;
mod office;

use super::server::Server;
use office::Office;

/// The lines of a section against one server: each on a day of its own, or in an office of its own.
macro_rules! on_both {
    ($lines:path) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn radicale() {
            $lines("radicale").await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn davical() {
            $lines("davical").await;
        }
    };
}
use on_both;
