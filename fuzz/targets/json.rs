//! Fuzzes [`specwright_fuzz::json`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::json(data));
