//! What a GeoJSON text holds, before its features are read.

use std::io::{BufRead, BufReader};

use serde_json::Value as Json;

use super::{
    BLOCK,
    scan::{Bounds, Kept, ScanFault, Scanner},
};
use crate::formats::{DeclaredCrs, Error, Format, source::Found, text::cleaned};

/// Longest `crs`, `type` or `name` member that is looked at.
const LONGEST_MEMBER: u64 = 1 << 16;

/// Where the records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// From this byte on, so many as are counted.
    From(u64),
    /// One text a line.
    Lines,
}

/// What a GeoJSON text holds.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) extent: Extent,
    /// How many features there are.
    pub(super) count: u64,
    pub(super) crs: DeclaredCrs,
    /// The layer's name, a member that GDAL writes.
    pub(super) name: Option<String>,
    pub(super) notes: Vec<String>,
}

impl Outline {
    /// Walks over the whole file once.
    pub(super) fn of(found: &Found) -> Result<Self, Error> {
        let input = BufReader::with_capacity(BLOCK, found.open()?);
        let mut draft = Draft::new(input);
        let walked = draft.walk();
        let place = draft.place();
        walked.map_err(|fault| broken(&found.file, place, fault))?;
        draft.finish(&found.file)
    }
}

/// The error of a walk that cannot go on.
pub(super) fn broken(file: &str, place: String, fault: ScanFault) -> Error {
    let detail = match fault {
        ScanFault::Io(source) => return Error::unreadable(file, source),
        ScanFault::EndsEarly => "the file ends too early; it is truncated".to_owned(),
        ScanFault::Unexpected { found, due } => {
            format!("{due} is due where {} stands", found.escape_default())
        }
    };
    Error::Broken {
        file: file.to_owned(),
        format: Format::GeoJson,
        place,
        detail,
    }
}

/// An outline in the making.
struct Draft<R> {
    scanner: Scanner<R>,
    buffer: Vec<u8>,
    features_at: Option<u64>,
    lists: u32,
    count: u64,
    kind: Option<String>,
    name: Option<String>,
    crs: Option<Json>,
    crs_unread: bool,
    more_follows: bool,
}

impl<R: BufRead> Draft<R> {
    fn new(input: R) -> Self {
        Self {
            scanner: Scanner::new(input, 0),
            buffer: Vec::new(),
            features_at: None,
            lists: 0,
            count: 0,
            kind: None,
            name: None,
            crs: None,
            crs_unread: false,
            more_follows: false,
        }
    }

    /// Over the members of the outer object, to the end of the file.
    fn walk(&mut self) -> Result<(), ScanFault> {
        self.scanner.expect(b'{', "{")?;
        let mut more = !self.scanner.take(b'}')?;
        while more {
            self.member()?;
            more = self.scanner.take(b',')?;
            if !more {
                self.scanner.expect(b'}', "a comma or }")?;
            }
        }
        self.more_follows = self.scanner.peek()?.is_some();
        Ok(())
    }

    fn member(&mut self) -> Result<(), ScanFault> {
        if self.scanner.need()? != b'"' {
            self.scanner.expect(b'"', "a member's name in quotes")?;
        }
        let name = self.short_value()?;
        self.scanner.expect(b':', "a colon")?;
        match name.as_ref().and_then(Json::as_str).unwrap_or_default() {
            "features" if self.scanner.need()? == b'[' => self.features(),
            "type" => {
                self.kind = text_of(self.short_value()?);
                Ok(())
            }
            "name" => {
                self.name = text_of(self.short_value()?);
                Ok(())
            }
            "crs" => {
                self.crs = self.short_value()?;
                self.crs_unread = self.crs.is_none();
                Ok(())
            }
            _ => self.skip(),
        }
    }

    /// Counts the features.
    fn features(&mut self) -> Result<(), ScanFault> {
        self.scanner.expect(b'[', "a list")?;
        self.features_at = Some(self.scanner.at());
        self.lists += 1;
        let mut more = !self.scanner.take(b']')?;
        while more {
            self.skip()?;
            self.count += 1;
            more = self.scanner.take(b',')?;
            if !more {
                self.scanner.expect(b']', "a comma or ]")?;
            }
        }
        Ok(())
    }

    fn skip(&mut self) -> Result<(), ScanFault> {
        self.scanner.value(&mut self.buffer, Bounds::SKIP)?;
        Ok(())
    }

    /// A value that is looked at; `None` when it is too long or not JSON.
    fn short_value(&mut self) -> Result<Option<Json>, ScanFault> {
        let bounds = Bounds {
            bytes: LONGEST_MEMBER,
            depth: 16,
        };
        let kept = self.scanner.value(&mut self.buffer, bounds)?;
        Ok(match kept {
            Kept::Whole => serde_json::from_slice(&self.buffer).ok(),
            Kept::TooLong | Kept::TooDeep => None,
        })
    }

    /// Where the walk is, in features.
    fn place(&self) -> String {
        match self.count {
            0 => "at its start".to_owned(),
            count => format!("after feature {count}"),
        }
    }

    fn finish(self, file: &str) -> Result<Outline, Error> {
        let is_collection = self.kind.as_deref() == Some("FeatureCollection");
        let detail = match (self.features_at, is_collection, self.lists) {
            (_, _, 2..) => "the member features stands twice",
            (None, true, _) => "a FeatureCollection without its list of features",
            (None, false, _) if self.kind.is_none() => "no member type, so this is not GeoJSON",
            _ => "",
        };
        if !detail.is_empty() {
            return Err(Error::Broken {
                file: file.to_owned(),
                format: Format::GeoJson,
                place: "at its start".to_owned(),
                detail: detail.to_owned(),
            });
        }
        Ok(self.outline())
    }

    fn outline(self) -> Outline {
        let mut notes = Vec::new();
        if self.crs_unread {
            notes.push("the member crs cannot be read; give the system with --crs".to_owned());
        }
        let crs = match self.crs {
            None if self.crs_unread => DeclaredCrs::Undeclared,
            None => DeclaredCrs::lon_lat(),
            Some(crs) => declared(&crs),
        };
        Outline {
            extent: match self.features_at {
                _ if self.more_follows => Extent::Lines,
                Some(at) => Extent::From(at),
                None => Extent::From(0),
            },
            count: self.features_at.map_or(1, |_| self.count),
            crs,
            name: self.name.map(|name| cleaned(&name).into_owned()),
            notes,
        }
    }
}

fn text_of(value: Option<Json>) -> Option<String> {
    value?.as_str().map(str::to_owned)
}

/// The `crs` member of GeoJSON 2008: a name, or a code of EPSG; a link is not followed.
fn declared(crs: &Json) -> DeclaredCrs {
    let properties = &crs["properties"];
    let name = properties["name"].as_str().or(crs.as_str());
    let code = properties["code"].as_u64();
    match (name, code.and_then(|code| code.try_into().ok())) {
        (Some(name), _) => DeclaredCrs::from_name(name),
        (None, Some(code)) => DeclaredCrs::Epsg(code),
        (None, None) => DeclaredCrs::Undeclared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Result<Outline, String> {
        let mut draft = Draft::new(text.as_bytes());
        let walked = draft.walk();
        let place = draft.place();
        walked
            .map_err(|fault| broken("a.geojson", place, fault).to_string())
            .and_then(|()| draft.finish("a.geojson").map_err(|e| e.to_string()))
    }

    #[test]
    fn features_are_counted_and_found_whatever_stands_before_them() {
        let text = r#"{"bbox":[0,[0]],"features":[{},{"a":"]"},{}],"type":"FeatureCollection"}"#;

        let outline = outline(text).unwrap();

        assert_eq!(outline.count, 3);
        assert_eq!(outline.extent, Extent::From(28));
        assert_eq!(outline.crs, DeclaredCrs::lon_lat());
    }

    #[test]
    fn a_crs_after_the_features_counts_too() {
        let old = r#"{"type":"FeatureCollection","features":[],
            "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}}"#;
        let older = r#"{"type":"FeatureCollection","features":[],
            "crs":{"type":"EPSG","properties":{"code":27572}}}"#;
        let unknown = r#"{"type":"FeatureCollection","features":[],"crs":null}"#;

        assert_eq!(outline(old).unwrap().crs, DeclaredCrs::Epsg(3857));
        assert_eq!(outline(older).unwrap().crs, DeclaredCrs::Epsg(27572));
        assert_eq!(outline(unknown).unwrap().crs, DeclaredCrs::Undeclared);
    }

    #[test]
    fn what_is_not_a_collection_is_one_record_or_one_a_line() {
        let single = outline(r#"{"type":"Point","coordinates":[1,2]}"#).unwrap();
        let lines = outline("{\"type\":\"Point\"}\n{\"type\":\"Point\"}\n").unwrap();

        assert_eq!((single.extent, single.count), (Extent::From(0), 1));
        assert_eq!(lines.extent, Extent::Lines);
    }

    #[test]
    fn a_broken_text_is_broken_at_a_place() {
        for (text, says) in [
            (
                r#"{"type":"FeatureCollection","features":[{},{"a":1}"#,
                "after feature 2",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{},{"a":"#,
                "after feature 1: the file ends",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{},]}"#,
                "a value is due where ] stands",
            ),
            (
                r#"{"type":"FeatureCollection"}"#,
                "without its list of features",
            ),
            (
                r#"{"type":"FeatureCollection","features":[],"features":[]}"#,
                "stands twice",
            ),
            (
                r#"{"type":"FeatureCollection","features":{}}"#,
                "without its list",
            ),
            (r#"{"a":1}"#, "this is not GeoJSON"),
            ("{a:1}", "in quotes"),
            ("", "truncated"),
        ] {
            let error = outline(text).unwrap_err();

            assert!(error.contains(says), "{error}");
            assert!(error.starts_with("a.geojson: broken GeoJSON "), "{error}");
        }
    }
}
