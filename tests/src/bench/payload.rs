//! Payloads, the same in every run: values as the API has them, and values with errors.

use std::fmt::Write as _;

/// A customer update of 180 bytes.
pub const UPDATE: &str = r#"{"status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"customer_number":"KD-2026-0815","cost_center":"CC-4200","region":"NRW","old_key":null}}"#;

/// The same with one error: a value that the enumeration does not list.
pub const UPDATE_1_ERROR: &str = r#"{"status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"INVALID"},"metadata":{"customer_number":"KD-2026-0815","cost_center":"CC-4200","region":"NRW","old_key":null}}"#;

/// The same with three errors: an unlisted value, a missing key and a read-only one.
pub const UPDATE_3_ERRORS: &str = r#"{"status":"actve","balance_group":{"tso":"DE_AMPRION"},"metadata":{"customer_number":"KD-2026-0815","cost_center":"CC-4200","region":"NRW","old_key":null},"id":"cust_r8s9t0u1"}"#;

/// A customer of 321 bytes.
pub const CUSTOMER: &str = r#"{"id":"cust_r8s9t0u1","name":"SolarDach GmbH","status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"customer_number":"KD-2026-0815","cost_center":"CC-4200","region":"NRW"},"assigned_at":"2026-01-10T09:00:00Z","activated_at":"2026-01-10T11:30:00Z","created_at":"2026-01-10T09:00:00Z"}"#;

/// An update with as many wrong values in its metadata among sixty, and three more errors elsewhere.
#[must_use]
pub fn update(wrong: usize, other_errors: bool) -> String {
    let status = if other_errors { "actve" } else { "active" };
    let entries: Vec<_> = (0..60)
        .map(|i| {
            let value = if i < wrong { i.to_string() } else { format!("\"value {i}\"") };
            format!("\"key_number_{i:02}\":{value}")
        })
        .collect();
    let more = if other_errors { r#","id":"cust_r8s9t0u1","colour":"red""# } else { "" };
    format!(
        r#"{{"status":"{status}","balance_group":{{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"}},"metadata":{{{}}}{more}}}"#,
        entries.join(",")
    )
}

/// So many customers, some with escapes, other time zones, and without what need not be there.
#[must_use]
pub fn customers(count: usize) -> String {
    let mut random = Random(7);
    let customers: Vec<_> = (0..count).map(|index| customer(&mut random, index)).collect();
    format!("[{}]", customers.join(","))
}

fn customer(random: &mut Random, index: usize) -> String {
    let name = random.one_of(&[
        "SolarDach GmbH",
        "Windpark Nordsee Betreibergesellschaft mbH & Co. KG",
        "Stadtwerke Grünwald",
        r#"Müller \"Energie\" AG"#,
        "Batteriespeicher Leipzig",
        r"Biogas \u00d6hringen",
    ]);
    let tso = random.one_of(&["DE_AMPRION", "DE_TENNET", "DE_TRANSNET_BW", "DE_50HERTZ"]);
    let status = random.one_of(&["pending", "active", "deactivated"]);
    let group = match random.below(10) {
        0 => "null".to_owned(),
        digit => format!(r#"{{"eic":"11Y{:08X}--{digit}","tso":"{tso}"}}"#, random.below(1 << 32)),
    };
    let date = |random: &mut Random| {
        let [month, day, hour] = [1 + random.below(12), 1 + random.below(28), random.below(24)];
        format!("2026-{month:02}-{day:02}T{hour:02}")
    };
    let activated = match random.below(10) {
        0 => String::new(),
        1 => r#""activated_at":null,"#.to_owned(),
        _ => format!(r#""activated_at":"{}:30:00Z","#, date(random)),
    };
    let assigned = date(random);
    let segment = random.one_of(&["industrial", "household", "public sector"]);
    format!(
        r#"{{"id":"cust_{:08x}","name":"{name}","status":"{status}","balance_group":{group},"metadata":{{"customer_number":"KD-2026-{:04}","cost_center":"CC-{:04}","region":"NRW","segment":"{segment}"}},"assigned_at":"{assigned}:00:00Z",{activated}"created_at":"{assigned}:00:00.{:03}+01:00"}}"#,
        random.below(1 << 32),
        index % 10_000,
        random.below(10_000),
        random.below(1000),
    )
}

/// A nomination of 6 KB; with three errors, where it is not valid.
#[must_use]
pub fn nomination(is_valid: bool) -> String {
    let mut random = Random(11);
    let [id, quantity] = if is_valid { ["r8s9t0u1", "1234.567"] } else { ["XYZ", "-1.5"] };
    let mut text = format!(
        r#"{{"id":"nom_{id}","balance_group":{{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"}},"product":"day_ahead","quantity_mwh":{quantity},"revision":3,"note":"Fahrplan für 2026-01-10","points":["#
    );
    for index in 0..96 {
        let position = if !is_valid && index == 40 { 400 } else { index + 1 };
        let [hour, minute] = [index / 4, index % 4 * 15];
        let sign = random.one_of(&["", "-"]);
        let [whole, places] = [random.below(1000), random.below(1000)];
        let comma = if index > 0 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            r#"{comma}{{"position":{position},"start":"2026-01-10T{hour:02}:{minute:02}:00Z","value":{sign}{whole}.{places:03}}}"#
        );
    }
    text + "]}"
}

/// Numbers that look random (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        let index = self.below(texts.len() as u64);
        usize::try_from(index).ok().and_then(|index| texts.get(index)).copied().unwrap_or_default()
    }
}
