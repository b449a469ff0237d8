//! Which part of a report is searched.

use super::parts::parts;
use super::sentence::sentence;
use crate::corpus::Entry;
use crate::report::Role;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What a hit has to stand in. With nothing set, anywhere. `shortcomings` and `plans` together mean
/// either of them; `figures` narrows further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// In a section about shortcomings, or in a shortcoming admitted elsewhere.
    pub shortcomings: bool,
    /// In a section about what is planned.
    pub plans: bool,
    /// In a sentence that states a figure.
    pub figures: bool,
}

impl Filter {
    /// Whether a hit may stand anywhere.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }

    /// Leaves those of `hits` (in reading order, of this report) that stand where they have to.
    pub fn keep(self, entry: &Entry, hits: &mut Vec<Span>) {
        if hits.is_empty() {
            return;
        }
        if self.shortcomings || self.plans {
            let zones = self.zones(entry);
            hits.retain(|hit| {
                let next = zones.partition_point(|zone| zone.end <= hit.start);
                zones.get(next).is_some_and(|zone| zone.overlaps(*hit))
            });
        }
        if self.figures {
            let figures = &entry.report.figures;
            let mut last = None;
            hits.retain(|hit| {
                // Hits of one sentence follow each other.
                if let Some((shown, states)) = last
                    && within(*hit, shown)
                {
                    return states;
                }
                let shown = sentence(&entry.document.text, *hit);
                let states = !figures.within(shown).is_empty();
                last = Some((shown, states));
                states
            });
        }
    }

    /// The parts that hits may stand in, in reading order, none touching another.
    fn zones(self, entry: &Entry) -> Vec<Span> {
        let report = &entry.report;
        let outline = &report.outline;
        let mut zones = Vec::new();
        // A section inside another may be of another role: each speaks for its own text.
        for (index, part) in parts(outline).enumerate() {
            let wanted = match outline.role_of(index) {
                Some(Role::Shortcomings) => self.shortcomings,
                Some(Role::Plan) => self.plans,
                _ => false,
            };
            if wanted {
                zones.push(part);
            }
        }
        if self.shortcomings {
            zones.extend(report.shortcomings.iter().map(|shortcoming| shortcoming.span));
        }
        zones.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(zones.len());
        for zone in zones {
            match joined.last_mut() {
                Some(last) if zone.start <= last.end => last.end = last.end.max(zone.end),
                _ => joined.push(zone),
            }
        }
        joined
    }
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
