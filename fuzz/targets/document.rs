//! Fuzzes [`specwright_fuzz::document`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::document(data));
