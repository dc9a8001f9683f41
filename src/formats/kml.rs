//! KML 2: placemarks as they come, always in longitude and latitude.
//!
//! A document type declaration is refused outright, so no entity can grow; elements are
//! counted, not recursed into.

use std::{fs::File, io::BufReader};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{
    DeclaredCrs, Error, Format, Limits, Progress, Reading, Source,
    meter::{Allowance, Meter},
    source::Found,
};

mod placemark;
pub(super) mod export;

use placemark::Placemark;

/// Opens KML.
pub(super) fn open(found: &Found) -> Result<Source, Error> {
    let progress = Progress::of(found.bytes);
    let allowance = Allowance::of(found.limits().max_record_bytes);
    let metered = Meter::new(found.open()?, &progress, &allowance);
    let mut reader = Reader::from_reader(BufReader::new(metered));
    reader.config_mut().expand_empty_elements = true;
    let walk = Walk {
        reader,
        buffer: Vec::new(),
        path: Vec::new(),
        number: 0,
        saw_link: false,
        allowance,
        file: found.file.clone(),
        limits: found.limits(),
    };
    let mut source = Source::new(Format::Kml, progress, Box::new(walk));
    source.crs = DeclaredCrs::lon_lat();
    Ok(source)
}

/// A walk over the elements.
struct Walk {
    reader: Reader<BufReader<Meter<File>>>,
    buffer: Vec<u8>,
    /// The names of the open elements.
    path: Vec<String>,
    number: u64,
    saw_link: bool,
    allowance: Allowance,
    file: String,
    limits: Limits,
}

/// A step of the walk, in our own words.
enum Step {
    Open(String, Option<String>),
    Close(String),
    Text(String),
    Other,
    End,
}

impl Walk {
    /// Walks on to the next placemark and through it.
    fn read(&mut self) -> Result<Option<Reading>, Error> {
        self.allowance.renew();
        loop {
            match self.step()? {
                Step::Open(name, _) if name == "Placemark" => return self.placemark().map(Some),
                Step::Open(name, _) => self.saw_link |= name == "NetworkLink",
                Step::End => return self.finish().map(|()| None),
                // What stands between placemarks is not held, and may be as long as it likes.
                Step::Close(_) | Step::Text(_) | Step::Other => self.allowance.renew(),
            }
        }
    }

    fn placemark(&mut self) -> Result<Reading, Error> {
        self.number += 1;
        let mut placemark = Placemark::new(self.number, self.limits);
        loop {
            match self.step()? {
                Step::Open(name, attribute) => placemark.open(&name, attribute),
                Step::Text(text) => placemark.text(&text),
                Step::Close(name) if name == "Placemark" => return Ok(placemark.finish()),
                Step::Close(name) => placemark.close(&name, &self.path),
                Step::Other => {}
                Step::End => return Err(self.broken("the file ends too early; it is truncated")),
            }
        }
    }

    /// The next event.
    fn step(&mut self) -> Result<Step, Error> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let words = if self.allowance.is_spent() {
                    format!(
                        "a placemark is longer than {} bytes",
                        self.limits.max_record_bytes
                    )
                } else {
                    error.to_string()
                };
                return Err(self.broken(&words));
            }
        };
        let step = match event {
            Event::Start(element) => {
                let name = element.local_name().into_inner().to_owned();
                Step::Open(name, name_attribute(&element))
            }
            Event::End(element) => Step::Close(element.local_name().into_inner().to_owned()),
            Event::Text(text) => Step::Text(text.to_string()),
            Event::CData(text) => Step::Text(text.to_string()),
            Event::GeneralRef(entity) => {
                let sign = entity.resolve_char_ref().ok().flatten().map(String::from);
                let known = || resolve_predefined_entity(&entity).map(str::to_owned);
                let Some(text) = sign.or_else(known) else {
                    let words = format!("the entity {} is not defined", &*entity);
                    return Err(self.broken(&words));
                };
                Step::Text(text)
            }
            Event::DocType(_) => {
                return Err(Error::DocumentType {
                    file: self.file.clone(),
                });
            }
            Event::Eof => Step::End,
            // Empty elements come as a start and an end.
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Step::Other,
        };
        self.follow(&step)?;
        Ok(step)
    }

    /// Keeps the path of open elements, within the limit.
    fn follow(&mut self, step: &Step) -> Result<(), Error> {
        match step {
            Step::Open(name, _) => self.path.push(name.clone()),
            Step::Close(_) => drop(self.path.pop()),
            Step::Text(_) | Step::Other | Step::End => {}
        }
        let limit = usize::try_from(self.limits.max_depth).unwrap_or(usize::MAX);
        if self.path.len() > limit {
            return Err(self.broken(&format!("elements are nested deeper than {limit} levels")));
        }
        Ok(())
    }

    /// The end of the file must be the end of its elements.
    fn finish(&self) -> Result<(), Error> {
        if !self.path.is_empty() {
            return Err(self.broken("the file ends too early; it is truncated"));
        }
        if self.number == 0 && self.saw_link {
            return Err(Error::NotData {
                file: self.file.clone(),
                found: "a KML file that only links to another one",
                advice: "download the file it links to",
            });
        }
        Ok(())
    }

    fn broken(&self, detail: &str) -> Error {
        Error::Broken {
            file: self.file.clone(),
            format: Format::Kml,
            place: match self.number {
                0 => "at its start".to_owned(),
                number => format!("at feature {number}"),
            },
            detail: detail.to_owned(),
        }
    }
}

/// The attribute that names a column.
fn name_attribute(element: &BytesStart<'_>) -> Option<String> {
    let attribute = element.try_get_attribute("name").ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

impl Iterator for Walk {
    type Item = Result<Reading, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests;
