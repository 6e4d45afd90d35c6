//! The configuration file, its template and the environment.

mod problems;
mod sources;
mod template;
