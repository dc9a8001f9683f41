//! A file on object storage, read by byte ranges: bounded in size and time, and never at an address
//! inside our own network unless the settings allow it.

use std::{
    io::{self, Read},
    net::IpAddr,
    time::Duration,
};

use ureq::{
    Agent,
    config::Config,
    http::{Response, Uri, header},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::Error;
use crate::{archive::Ranges, config::BasemapSettings};

/// Longest time of one read.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of one read, in bytes.
const MOST_AT_ONCE: usize = 16 * 1024 * 1024;
/// RFC 9110, 15.3.7.
const PARTIAL_CONTENT: u16 = 206;

/// A file behind an address.
pub(super) struct RemoteFile {
    agent: Agent,
    url: String,
    size: u64,
    tag: String,
}

impl RemoteFile {
    /// Asks for the first byte, which tells whether the host answers ranges, and the file's size.
    ///
    /// # Errors
    /// [`Error::Basemap`] with the reason.
    pub(super) fn open(settings: &BasemapSettings) -> Result<Self, Error> {
        let refused = |why: String| Error::Basemap {
            source_address: settings.source.chars().take(200).collect(),
            why,
        };
        check_address(settings).map_err(|why| refused(why.to_owned()))?;
        let mut file = Self {
            agent: agent(settings),
            url: settings.source.clone(),
            size: 0,
            tag: String::new(),
        };
        let answer = file
            .ask("bytes=0-0")
            .map_err(|error| refused(error.to_string()))?;
        file.size = size_of(&answer)
            .ok_or_else(|| refused("it does not tell how long the file is".to_owned()))?;
        file.tag = tag_of(&answer);
        Ok(file)
    }

    fn ask(&self, range: &str) -> io::Result<Response<ureq::Body>> {
        let answer = self
            .agent
            .get(&self.url)
            .header(header::RANGE, range)
            .header(header::ACCEPT_ENCODING, "identity")
            .call()
            .map_err(ureq::Error::into_io)?;
        if answer.status().as_u16() == PARTIAL_CONTENT {
            return Ok(answer);
        }
        let what = format!(
            "the host answered {} instead of a part of the file",
            answer.status()
        );
        Err(io::Error::other(what))
    }
}

impl Ranges for RemoteFile {
    fn name(&self) -> &str {
        &self.url
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn tag(&self) -> &str {
        &self.tag
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        if length == 0 {
            return Ok(Vec::new());
        }
        let end = offset.checked_add(length as u64);
        let Some(end) = end.filter(|&end| end <= self.size && length <= MOST_AT_ONCE) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let answer = self.ask(&format!("bytes={offset}-{}", end - 1))?;
        if tag_of(&answer) != self.tag || size_of(&answer) != Some(self.size) {
            let what = "the file has been replaced; start the server again";
            return Err(io::Error::other(what));
        }
        let mut bytes = Vec::with_capacity(length);
        let mut body = answer.into_body().into_reader().take(length as u64);
        body.read_to_end(&mut bytes)?;
        if bytes.len() == length {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}

fn agent(settings: &BasemapSettings) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("jalon/", env!("CARGO_PKG_VERSION")))
        .build();
    let resolver = OpenResolver::new(settings.allows_private);
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// TLS, unless the host is one that only the settings' own network knows.
fn check_address(settings: &BasemapSettings) -> Result<(), &'static str> {
    let not_one = "write https://HOST/FILE.pmtiles";
    let uri: Uri = settings.source.parse().map_err(|_| not_one)?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(not_one);
    };
    if authority.as_str().contains('@') {
        return Err("leave the password out: the file is to be public");
    }
    match scheme {
        "https" => Ok(()),
        "http" if settings.allows_private => Ok(()),
        "http" => Err("write https://, or allow the own network with --basemap-private"),
        _ => Err(not_one),
    }
}

/// Resolves names to public addresses only: a name may point into our own network.
#[derive(Debug)]
pub(super) struct OpenResolver {
    allows_private: bool,
    inner: DefaultResolver,
}

impl OpenResolver {
    /// One that passes over the own network, or does not.
    pub(super) fn new(allows_private: bool) -> Self {
        Self {
            allows_private,
            inner: DefaultResolver::default(),
        }
    }
}

impl Resolver for OpenResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allows_private {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            let what = "the host is in our own network, which the settings do not allow";
            return Err(ureq::Error::Io(io::Error::other(what)));
        }
        Ok(public)
    }
}

/// Whether an address is one of the open internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let is_shared = a == 100 && (64..128).contains(&b);
            let is_reserved = a == 0 || a >= 224 || (a == 198 && (18..20).contains(&b));
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_documentation()
                || is_shared
                || is_reserved)
        }
        IpAddr::V6(v6) => {
            let first = v6.segments()[0];
            let embedded = v6.to_ipv4().or_else(|| nat64(v6.segments()));
            let is_global = (0x2000..0x4000).contains(&first) || embedded.is_some();
            is_global && embedded.is_none_or(|v4| is_public(v4.into()))
        }
    }
}

/// The IPv4 address in one of RFC 6052 (`64:ff9b::/96`).
fn nat64(segments: [u16; 8]) -> Option<std::net::Ipv4Addr> {
    let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = segments else {
        return None;
    };
    Some((u32::from(high) << 16 | u32::from(low)).into())
}

/// `bytes 0-0/1234` tells 1234.
fn size_of(answer: &Response<ureq::Body>) -> Option<u64> {
    let told = answer.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    told.rsplit_once('/')?.1.parse().ok()
}

/// What names the content: the host's tag, or else its date.
fn tag_of(answer: &Response<ureq::Body>) -> String {
    let headers = answer.headers();
    let named = headers
        .get(header::ETAG)
        .or_else(|| headers.get(header::LAST_MODIFIED));
    named
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        for (address, expected) in [
            ("93.184.216.34", true),
            ("2606:2800:220:1::1", true),
            ("10.0.0.1", false),
            ("172.16.9.9", false),
            ("192.168.1.5", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("224.0.0.1", false),
            ("::1", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("::ffff:10.0.0.1", false),
            ("64:ff9b::a00:1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn an_address_without_tls_or_with_a_password_is_refused() {
        let checked = |source: &str, allows_private| {
            check_address(&BasemapSettings {
                source: source.to_owned(),
                allows_private,
            })
        };

        assert!(checked("https://tiles.example/city.pmtiles", false).is_ok());
        assert!(checked("http://tiles.example/city.pmtiles", false).is_err());
        assert!(checked("http://10.0.0.3/city.pmtiles", true).is_ok());
        assert!(checked("https://a:b@tiles.example/city.pmtiles", false).is_err());
        assert!(checked("ftp://tiles.example/city.pmtiles", true).is_err());
    }
}
