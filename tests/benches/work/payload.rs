//! The payloads, each the same in every run.

use std::fmt::Write as _;

/// Numbers that look random and are always the same.
struct Dice(u32);

impl Dice {
    /// A number below `limit`, from a linear congruential generator of which the high half is used.
    fn roll(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(u32::try_from(choices.len()).unwrap()) as usize]
    }
}

const TSO: [&str; 4] = ["DE_AMPRION", "DE_TENNET", "DE_TRANSNET_BW", "DE_50HERTZ"];

/// A customer update of about 180 bytes with so many errors: none, 1, 3, or any number from 4 on.

pub(crate) fn update(errors: usize) -> String {
    let status = if errors >= 3 { "actve" } else { "active" };
    let tso = if errors == 1 { "INVALID" } else { "DE_AMPRION" };
    let group = match errors {
        3 => format!(r#"{{"tso":"{tso}"}}"#),
        _ => format!(r#"{{"eic":"11YSOLARDACH--A","tso":"{tso}"}}"#),
    };
    let mut metadata = String::from(
        r#""customer_number":"KD-2026-0815","cost_center":"CC-4200","region":"NRW","old_key":null"#,
    );
    // Numbers where text is due; the status and two keys make up the rest.
    for number in 0..errors.saturating_sub(3) {
        write!(metadata, r#","metering_point_{number:02}":{number}"#).unwrap();
    }
    let end = match errors {
        0..3 => "",
        3 => r#","id":"cust_r8s9t0u1""#,
        _ => r#","id":"cust_r8s9t0u1","colour":"red""#,
    };
    format!(r#"{{"status":"{status}","balance_group":{group},"metadata":{{{metadata}}}{end}}}"#)
}

/// A customer of about 320 bytes; number 0 is the one of the document's examples.

pub(crate) fn customer(number: u32) -> String {
    let mut dice = Dice(number);
    let is_example = number == 0;
    let names = ["SolarDach GmbH", "Stadtwerke Grünwald", r#"Windpark \"Nord\" KG"#, r"Biogas \u00d6hringen"];
    let name = if is_example { names[0] } else { dice.pick(&names) };
    let status = if is_example { "active" } else { dice.pick(&["pending", "active", "deactivated"]) };
    let tso = if is_example { TSO[0] } else { dice.pick(&TSO) };
    let day = if is_example { "2026-01-10".to_owned() } else { day(&mut dice) };
    let activated = match dice.roll(10) {
        0 if !is_example => "null".to_owned(),
        _ => format!(r#""{day}T11:30:00Z""#),
    };
    let group = match dice.roll(10) {
        0 if !is_example => "null".to_owned(),
        _ => format!(r#"{{"eic":"11YSOLARDACH--A","tso":"{tso}"}}"#),
    };
    let metadata = format!(
        r#"{{"customer_number":"KD-2026-{:04}","cost_center":"CC-4200","region":"NRW"}}"#,
        815 + number
    );
    format!(
        r#"{{"id":"cust_r8s9t{number:03}","name":"{name}","status":"{status}","balance_group":{group},"metadata":{metadata},"assigned_at":"{day}T09:00:00Z","activated_at":{activated},"created_at":"{day}T09:00:00Z"}}"#
    )
}

fn day(dice: &mut Dice) -> String {
    format!("2026-{:02}-{:02}", 1 + dice.roll(12), 1 + dice.roll(28))
}

/// A list of so many customers.

pub(crate) fn customers(count: u32) -> String {
    let customers: Vec<_> = (1..=count).map(customer).collect();
    format!("[{}]", customers.join(","))
}

/// A nomination with its 96 quarter hours, about 6 KB.

pub(crate) fn nomination() -> String {
    let mut dice = Dice(96);
    let points = (0..96).map(|quarter: u32| {
        let (hour, minute) = (quarter / 4, quarter % 4 * 15);
        // Megawatts with three places, and fewer where the last of them are zeros.
        let value = (f64::from(dice.roll(60_000)) - 30_000.0) / 1000.0;
        let position = quarter + 1;
        format!(r#"{{"position":{position},"start":"2026-01-10T{hour:02}:{minute:02}:00Z","value":{value}}}"#)
    });
    let points = points.collect::<Vec<_>>().join(",");
    format!(
        r#"{{"id":"nom_r8s9t0u1","balance_group":{{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"}},"product":"day_ahead","quantity_mwh":1234.567,"revision":3,"note":"Fahrplan für den 10. Januar","points":[{points}]}}"#
    )
}
