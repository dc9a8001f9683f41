//! What whoever asks shows: the cookie of a session, or a token in a header. Never in an address,
//! which ends up in logs and histories.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{
        Extensions, HeaderMap, HeaderValue,
        header::{AUTHORIZATION, COOKIE},
    },
};

/// The cookie of a session. Its prefix has the browser hold that it came from this host, by a
/// secure way, for every path (RFC 6265bis, 4.1.3.2); browsers take it from this machine's own
/// addresses without TLS too.
const COOKIE_NAME: &str = "__Host-jalon";

/// How long the cookie of a phone in the field is kept, in seconds.
const FIELD_SECONDS: u32 = 30 * 24 * 3600;

/// What was shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing.
    Nothing,
    /// The secret of a session.
    Session(String),
    /// A token.
    Token(String),
    /// Something in the header of tokens that is none.
    Unreadable,
}

/// What the headers show; a token goes before a cookie.
pub(super) fn shown(headers: &HeaderMap) -> Shown {
    if let Some(value) = headers.get(AUTHORIZATION) {
        let token = value.to_str().ok().and_then(token);
        return token.map_or(Shown::Unreadable, Shown::Token);
    }
    let mut cookies = headers.get_all(COOKIE).iter();
    let session = cookies.find_map(|value| session(value.to_str().ok()?));
    session.map_or(Shown::Nothing, Shown::Session)
}

/// The token of `Bearer TOKEN`, or of `Basic`, whose password it is: GIS programs know nothing else.
fn token(value: &str) -> Option<String> {
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let plain = String::from_utf8(from_base64(rest.trim())?).ok()?;
    plain.split_once(':').map(|(_, token)| token.to_owned())
}

fn session(cookies: &str) -> Option<String> {
    named(cookies, COOKIE_NAME)
}

/// The value of the cookie of a name.
fn named(cookies: &str, wanted: &str) -> Option<String> {
    let mut pairs = cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    let secret = pairs.find_map(|(name, value)| (name == wanted).then_some(value));
    secret
        .filter(|secret| !secret.is_empty())
        .map(str::to_owned)
}

/// RFC 4648, base 64, with or without its padding.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(six)) & 0x3FFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

/// The header that has a browser keep the secret of a session.
pub(super) fn kept(secret: &str, is_field_device: bool) -> Option<HeaderValue> {
    let age = if is_field_device {
        format!("; Max-Age={FIELD_SECONDS}")
    } else {
        String::new()
    };
    let text = format!("{COOKIE_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax{age}");
    HeaderValue::from_str(&text).ok()
}

/// The header that has a browser forget it.
pub(super) fn forgotten() -> HeaderValue {
    HeaderValue::from_static("__Host-jalon=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The cookie of a browser that is at the city's sign-on, and how long it is kept, in seconds.
const AWAY_NAME: &str = "__Host-jalon-away";
const AWAY_SECONDS: u32 = 600;

/// The header that has a browser keep what it must bring back from the sign-on.
pub(super) fn away(secret: &str) -> Option<HeaderValue> {
    let text = format!(
        "{AWAY_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={AWAY_SECONDS}"
    );
    HeaderValue::from_str(&text).ok()
}

/// What a browser brings back from the sign-on.
pub(super) fn brought_back(headers: &HeaderMap) -> Option<String> {
    let mut cookies = headers.get_all(COOKIE).iter();
    cookies.find_map(|value| named(value.to_str().ok()?, AWAY_NAME))
}

/// The header that has it forget that.
pub(super) fn back() -> HeaderValue {
    HeaderValue::from_static(
        "__Host-jalon-away=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0",
    )
}

/// Where a request comes from, for counting: IPv6 addresses are told by their first half, which is one line of
/// one household or office.
pub(super) fn comes_from(
    headers: &HeaderMap,
    extensions: &Extensions,
    proxies: &[IpAddr],
) -> Option<IpAddr> {
    Some(match address(headers, extensions, proxies)? {
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(network))
        }
        v4 @ IpAddr::V4(_) => v4,
    })
}

/// The address that a request comes from: the other end of the connection, or what a trusted proxy there says last.
pub(super) fn address(
    headers: &HeaderMap,
    extensions: &Extensions,
    proxies: &[IpAddr],
) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let told =
        forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let from = told.filter(|_| proxies.contains(&peer)).unwrap_or(peer);
    Some(from.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(
            axum::http::HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        )])
    }

    #[test]
    fn a_token_is_taken_as_bearer_and_as_the_password_of_basic() {
        let bearer = with("authorization", "Bearer jln_abc");
        // `printf 'any:jln_abc' | base64`
        let basic = with("authorization", "Basic YW55Ompsbl9hYmM=");

        assert_eq!(shown(&bearer), Shown::Token("jln_abc".into()));
        assert_eq!(shown(&basic), Shown::Token("jln_abc".into()));
        assert_eq!(shown(&with("authorization", "Digest x")), Shown::Unreadable);
        assert_eq!(
            shown(&with("authorization", "Basic ???")),
            Shown::Unreadable
        );
    }

    #[test]
    fn the_cookie_is_for_this_server_alone() {
        let cookie = kept("s3cret", false).unwrap();
        let cookie = cookie.to_str().unwrap();

        assert!(cookie.starts_with("__Host-jalon=s3cret;"), "{cookie}");
        let parts: Vec<&str> = cookie.split("; ").collect();
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(parts.contains(&part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    #[test]
    fn only_the_whole_name_of_the_cookie_counts() {
        let own = with("cookie", "theme=dark; __Host-jalon=s3cret; x=y");
        let other = with(
            "cookie",
            "jalon=s3cret; x__Host-jalon=forged; __Host-jalon=",
        );

        assert_eq!(shown(&own), Shown::Session("s3cret".into()));
        assert_eq!(shown(&other), Shown::Nothing);
    }

    #[test]
    fn only_a_trusted_proxy_says_where_a_request_comes_from() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 9))));
        let headers = with("x-forwarded-for", "1.2.3.4, 2001:db8:1:2:3:4:5:6");
        let proxy: IpAddr = [10, 0, 0, 1].into();

        let believed = comes_from(&headers, &extensions, &[proxy]);
        let doubted = comes_from(&headers, &extensions, &[]);

        assert_eq!(believed, Some("2001:db8:1:2::".parse().unwrap()));
        assert_eq!(doubted, Some(proxy));
    }
}
