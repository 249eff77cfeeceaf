//! Fuzzes [`specwright_fuzz::types`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::types(data));
