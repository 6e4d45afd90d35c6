//! The matrix of conflicts (caldav §6), a line at a time, over whole passes of the worker against servers that practices have.

mod foreign;
mod gone;
mod guard;
mod moved;
mod office;
mod shared;

use super::server::Server;

/// Each of these against both servers.
macro_rules! on_both {
    ($($line:ident),+) => {$(
        mod $line {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn radicale() {
                super::$line("radicale").await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn davical() {
                super::$line("davical").await;
            }
        }
    )+};
}
use on_both;
