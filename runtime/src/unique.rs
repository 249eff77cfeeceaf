//! `uniqueItems`: equality of JSON values, numbers by value and objects whatever the order of their keys.

use std::collections::HashMap;

use crate::decimal::Decimal;
use crate::reader::{Manner, Reader, Stop};
use crate::wording::Profile;
use crate::writer::Writer;

/// The positions of two equal elements of an array, the earlier one first.
pub(crate) fn equal_elements(text: &str) -> Option<[usize; 2]> {
    let mut reader = Reader::new(text, Manner::Lenient, Profile::DEFAULT);
    // The text has been read or written by us, so that reading it does not stop.
    find(&mut reader).unwrap_or_default()
}

fn find(reader: &mut Reader<'_>) -> Result<Option<[usize; 2]>, Stop> {
    reader.peek();
    let mut more = reader.open_array()?;
    let mut seen = HashMap::new();
    let mut position = 0;
    while more {
        let mut canonical = Vec::new();
        write_canonical(reader, &mut canonical)?;
        if let Some(earlier) = seen.insert(canonical, position) {
            return Ok(Some([earlier, position]));
        }
        position += 1;
        more = reader.next_item()?;
    }
    Ok(None)
}

/// One text for all the texts of a value.
pub(crate) fn canonical(text: &str) -> Vec<u8> {
    let mut reader = Reader::new(text, Manner::Lenient, Profile::DEFAULT);
    let mut canonical = Vec::new();
    // As above, and constants of the document are JSON.
    let _ = write_canonical(&mut reader, &mut canonical);
    canonical
}

/// Writes one text for all the texts of a value.
fn write_canonical(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<(), Stop> {
    match reader.peek() {
        b'"' => {
            let mut writer = Writer::new();
            writer.string(&reader.string_token()?);
            out.extend_from_slice(&writer.into_bytes());
        }
        b'-' | b'0'..=b'9' => {
            let number = reader.number_token()?;
            Decimal::of(number.text()).write_canonical(out);
        }
        b'[' => {
            out.push(b'[');
            let mut more = reader.open_array()?;
            while more {
                write_canonical(reader, out)?;
                out.push(b',');
                more = reader.next_item()?;
            }
            out.push(b']');
        }
        b'{' => {
            let mut entries = Vec::new();
            let mut more = reader.open_object()?;
            while more {
                let mut writer = Writer::new();
                writer.string(&reader.key()?);
                let mut entry = writer.into_bytes();
                write_canonical(reader, &mut entry)?;
                entries.push(entry);
                more = reader.next_key()?;
            }
            entries.sort_unstable();
            out.push(b'{');
            for entry in entries {
                out.extend_from_slice(&entry);
                out.push(b',');
            }
            out.push(b'}');
        }
        _ => {
            let start = reader.position();
            reader.skip()?;
            out.extend_from_slice(reader.text_since(start).as_bytes());
        }
    }
    Ok(())
}
