//! The back office over HTTP.

mod crew;
mod routes;
mod sessions;
mod setup;
mod sign_in;

use crew::{Crew, PASSWORD, field};
