//! What tests share: a practice built with verbs; over HTTP the real server on port 0, a manual clock, a browser that keeps cookies.

mod browser;
pub(crate) mod filled;
pub(crate) mod house;
pub(crate) mod library;
pub(crate) mod practice;
mod site;
pub(crate) mod work;

pub(crate) use browser::{Browser, Page};
pub(crate) use site::Site;
