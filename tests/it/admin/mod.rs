//! The back office over HTTP.

mod agenda;
mod appointment;
mod booking;
mod command;
mod contested;
mod crew;
mod desk;
mod feeds;
mod hooks;
mod live;
mod markup;
mod outbox;
mod outside;
mod own_keys;
mod patients;
mod phoned;
mod print;
mod recorded;
mod refused;
mod remote;
mod rights;
mod rooms;
mod routes;
mod series;
mod series_rest;
mod sessions;
mod setup;
mod sign_in;
mod statistics;
mod together;
mod undo;
mod unsettled;
mod viewed;
mod waiting;
mod weight;

use crew::{Crew, PASSWORD, field};
