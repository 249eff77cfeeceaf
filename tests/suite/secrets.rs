//! That no call of a generated client logs, prints or panics with a key, whatever the scheme that it is for.

// What `log` is made of; its file is that of the tests of the runtime.
use tracing as _;

use crate::log::{self, KEY};

#[test]
fn nothing_that_the_tests_write_shows_a_key() {
    log::assert_without(&log::of_tests(&["client::", "wire::"]), KEY);
}
