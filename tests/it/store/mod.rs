//! The database of record: its walls, its writer, its folder.

mod audit;
mod check;
mod directory;
mod folder;
mod plans;
mod walls;
mod writer;
