// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Where one may go for a catalog, and with which credentials: they are for the server that was configured and for no other. */
final class Access {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final URI home;
    private final Optional<String> authorization;
    private final boolean localAddresses;

    private Access(URI home, Optional<String> authorization, boolean localAddresses) {
        this.home = home;
        this.authorization = authorization;
        this.localAddresses = localAddresses;
    }

    /**
     * Without credentials.
     *
     * @throws IllegalArgumentException if it is no address of a web site, or has credentials in it
     */
    static Access to(String location) {
        return new Access(home(location), Optional.empty(), false);
    }

    /** With a name and a password. */
    Access withPassword(String user, String password) {
        return with("Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    }

    /**
     * With a token.
     *
     * @throws IllegalArgumentException if it cannot be sent
     */
    Access withToken(String token) {
        return with("Bearer " + checkToken(token));
    }

    /**
     * Returns it if it can be sent.
     *
     * @throws IllegalArgumentException if not; the message does not show it
     */
    static String checkToken(String token) {
        if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
            throw new IllegalArgumentException("the token has characters that no token has");
        }
        return token;
    }

    /**
     * Returns it if a server can tell it from the password.
     *
     * @throws IllegalArgumentException if not
     */
    static String checkUser(String user) {
        if (user.contains(":")) {
            throw new IllegalArgumentException("there is a colon in it, which no user's name has");
        }
        return user;
    }

    /** Redirects may lead to addresses of this machine and of its own network. */
    Access withLocalAddresses() {
        return new Access(home, authorization, true);
    }

    private Access with(String header) {
        return new Access(home, Optional.of(header), localAddresses);
    }

    URI home() {
        return home;
    }

    boolean localAddresses() {
        return localAddresses;
    }

    /** What to send there to be let in. */
    Optional<String> authorization(URI target) {
        return isHome(target) ? authorization : Optional.empty();
    }

    /** Whether it is the server that was configured. */
    boolean isHome(URI target) {
        return home.getScheme().equalsIgnoreCase(target.getScheme())
                && home.getHost().equalsIgnoreCase(target.getHost())
                && port(home) == port(target);
    }

    private static int port(URI location) {
        if (location.getPort() >= 0) {
            return location.getPort();
        }
        return location.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    }

    private static URI home(String location) {
        URI read;
        try {
            read = URI.create(location.strip());
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("this is no address of a web site; give one with http or https", none);
        }
        String scheme = String.valueOf(read.getScheme()).toLowerCase(Locale.ROOT);
        if (read.getRawUserInfo() != null
                || String.valueOf(read.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException(
                    "the address has credentials in it; they belong into user and password, or token, of a configuration");
        }
        if (!(scheme.equals("http") || scheme.equals("https")) || read.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + location + "' is no address of a web site; give one with http or https");
        }
        if (read.getRawQuery() != null || read.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "'" + location + "' has a ? or a # in it; give the folder with catalog.json");
        }
        String folder = read.getRawPath().endsWith("/") ? read.toString() : read + "/";
        return URI.create(folder).normalize();
    }

    /** Names the server, and no secret. */
    @Override
    public String toString() {
        return "Access[" + home + "]";
    }
}
