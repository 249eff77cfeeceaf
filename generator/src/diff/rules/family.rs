//! Families of rules about schemas: a pair of kinds that mirror each other, at every place where a schema may be.

use super::{Rule, choice, structure, value};
use crate::diff::kind::Kind;
use crate::diff::level::{Direction, Level};
use crate::diff::site::{Form, Prefix};

/// What a kind of difference does to the set of values that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fewer values fit.
    Narrows,
    /// More values fit.
    Widens,
    /// Other values fit.
    Changes,
    /// The values stay what they were.
    Notes,
}

/// A row: a kind of difference and its mirror.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The kind.
    pub kind: Kind,
    /// What happened, in a few words, and what happened when the documents change places.
    pub titles: [&'static str; 2],
    /// What it does, and what its mirror does.
    pub effects: [Effect; 2],
    /// How bad it is in requests and in responses, and the same of its mirror.
    pub levels: [[Level; 2]; 2],
    /// What the keyword is about.
    pub about: &'static str,
    /// Schemas that show it, in YAML: before and after.
    pub example: (&'static str, &'static str),
}

// Short, for they stand four to a row.
pub(super) const B: Level = Level::Breaking;
pub(super) const W: Level = Level::Warning;
pub(super) const I: Level = Level::Info;

pub(super) const fn family(
    kind: Kind,
    titles: [&'static str; 2],
    effects: [Effect; 2],
    levels: [[Level; 2]; 2],
    about: &'static str,
    example: (&'static str, &'static str),
) -> Family {
    Family { kind, titles, effects, levels, about, example }
}

/// The families, by theme.
pub const FAMILIES: &[&[Family]] = &[value::FAMILIES, structure::FAMILIES, choice::FAMILIES];

const UNAFFECTED: &str = "Nothing has to be done.";

impl Family {
    /// The kind and its mirror, which may be itself or nothing.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + use<> {
        let mirror = self.kind.mirror().filter(|mirror| *mirror != self.kind);
        [Some(self.kind), mirror].into_iter().flatten()
    }

    pub(super) fn rule(&self, id: String, kind: Kind, prefix: Prefix, form: Form) -> Rule {
        let index = usize::from(kind != self.kind);
        let direction = prefix.direction();
        let (effect, level) = (self.effects[index], self.level(index, kind, prefix, form));
        let (before, after) = self.example;
        // Of what is sent no more is told than that it went, whether it was required or not.
        let is_sent = direction == Direction::Request && is_removal(kind);
        let happened = if is_sent { "a property was removed" } else { self.titles[index] };
        let noun = if kind.is_of_property() { prefix.deep().noun() } else { prefix.noun() };
        Rule {
            id,
            direction,
            level,
            title: format!("{noun}: {happened}"),
            explanation: format!("{} {}", self.about, consequence(effect, direction, form, level)),
            advice: advice(effect, direction, level),
            example: if index == 0 { (before, after) } else { (after, before) },
            kind: Some((kind, prefix, form)),
        }
    }

    fn level(&self, index: usize, kind: Kind, prefix: Prefix, form: Form) -> Level {
        let direction = prefix.direction();
        let level = self.levels[index][usize::from(direction == Direction::Response)];
        let is_default = matches!(kind, Kind::DefaultAdded | Kind::DefaultRemoved | Kind::DefaultChanged);
        match form {
            Form::Hidden => Level::Info,
            // What a closed object does not name, it refuses.
            Form::Closed if direction == Direction::Request && is_removal(kind) => Level::Breaking,
            // A parameter that is left out means its default.
            _ if is_default && prefix == Prefix::RequestParameter => Level::Warning,
            _ => level,
        }
    }
}

const fn is_removal(kind: Kind) -> bool {
    matches!(kind, Kind::RemovedRequired | Kind::RemovedRequiredWithDefault | Kind::RemovedOptional)
}

fn consequence(effect: Effect, direction: Direction, form: Form, level: Level) -> &'static str {
    if form == Form::Hidden {
        return "The property travels the other way only, so nobody is harmed here.";
    }
    match (effect, direction) {
        (Effect::Narrows, Direction::Request) if level == Level::Warning => {
            "Requests that were accepted before may be refused, unless the limit was there and only not written down."
        }
        (Effect::Narrows, Direction::Request) => "Requests that were accepted before may be refused.",
        (Effect::Widens, Direction::Request) => "Every request that was accepted before still is.",
        (Effect::Narrows, _) => "Whatever comes now could have come before.",
        (Effect::Widens, _) => "What comes may be something that could not come before.",
        (Effect::Changes, Direction::Request) => "What was sent before may not be understood any more.",
        (Effect::Changes, _) => "What comes may not be what was expected before.",
        (Effect::Notes, _) => "Which values fit stays the same.",
    }
}

fn advice(effect: Effect, direction: Direction, level: Level) -> &'static str {
    if level <= Level::Info {
        return UNAFFECTED;
    }
    match (effect, direction) {
        (Effect::Narrows, Direction::Request) => "Make sure that what you send fits the new schema.",
        (Effect::Widens, Direction::Response) => "Make sure that you can read what may come now.",
        (Effect::Changes, Direction::Request) => "Change what you send before you use the new version.",
        (Effect::Changes, _) => "Change how you read it before you use the new version.",
        _ => "Look at the places where you use it.",
    }
}
