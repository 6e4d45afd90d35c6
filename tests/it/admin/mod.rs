//! The back office over HTTP.

mod agenda;
mod appointment;
mod booking;
mod crew;
mod desk;
mod live;
mod markup;
mod outbox;
mod patients;
mod routes;
mod sessions;
mod setup;
mod sign_in;
mod undo;

use crew::{Crew, PASSWORD, field};
