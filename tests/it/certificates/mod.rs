//! https by the program itself: what is served, to whom, until when; and the look from outside.

mod authority;
mod files;
mod front;
mod listener;
mod outside;
mod real;
