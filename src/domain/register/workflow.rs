//! The states of an entry and the ways between them.

/// The states of a register's entries; the first is where an entry begins.
#[derive(Debug)]
pub struct Workflow {
    /// Every state with those that may follow it.
    pub steps: &'static [(&'static str, &'static [&'static str])],
    /// Which field keeps the day on which a state was reached.
    pub dated: &'static [(&'static str, &'static str)],
    /// Which fields an entry cannot do without in a state.
    pub needs: &'static [(&'static str, &'static str)],
}

/// The flow of registers whose entries only stand there.
pub(super) static ONE_STATE: Workflow = Workflow {
    steps: &[("recorded", &[])],
    dated: &[],
    needs: &[],
};

impl Workflow {
    /// Where an entry begins.
    #[must_use]
    pub fn first(&self) -> &'static str {
        self.steps.first().map_or("recorded", |(state, _)| state)
    }

    /// Every state, in order.
    pub fn states(&self) -> impl Iterator<Item = &'static str> {
        self.steps.iter().map(|(state, _)| *state)
    }

    /// The state of a name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&'static str> {
        self.states().find(|state| *state == name)
    }

    /// The states that may follow one.
    #[must_use]
    pub fn after(&self, state: &str) -> &'static [&'static str] {
        let step = self.steps.iter().find(|(from, _)| *from == state);
        step.map_or(&[], |(_, to)| to)
    }

    /// The field that keeps the day on which a state was reached.
    #[must_use]
    pub fn day_field(&self, state: &str) -> Option<&'static str> {
        let dated = self.dated.iter().find(|(of, _)| *of == state);
        dated.map(|(_, field)| *field)
    }

    /// The fields that an entry cannot do without in a state.
    pub fn needed_in(&self, state: &str) -> impl Iterator<Item = &'static str> {
        let needs = self.needs.iter().filter(move |(of, _)| *of == state);
        needs.map(|(_, field)| *field)
    }
}
