//! Texts of the browser.
