// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogUnavailableException;

/**
 * Which machines may be asked, so that a catalog cannot send the platform to places that only this machine can reach: this machine
 * itself and those on its link (where clouds keep their secrets) only if they were configured by that very name, private networks only
 * by a catalog that is in one. The names are looked up here, and the JDK's cache of addresses sees to it that the connection goes
 * to what was checked.
 */
final class Addresses {
    private final Resolver resolver;

    /** Finds the addresses of a machine. */
    interface Resolver {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    Addresses(Resolver resolver) {
        this.resolver = resolver;
    }

    private enum Kind {
        PUBLIC,
        PRIVATE,
        LOCAL
    }

    /**
     * Lets pass or not.
     *
     * @param proxied whether a proxy asks for us: it alone knows where a name leads, and here only what is written out is checked
     * @throws CatalogUnavailableException if nobody knows the machine
     * @throws CatalogCorruptException if it must not be asked
     */
    void check(URI target, Access access, boolean proxied) throws CatalogException {
        if (access.localAddresses() || (proxied && !saysSo(target.getHost()))) {
            return;
        }
        Kind kind = kind(target.getHost());
        boolean allowed =
                switch (kind) {
                    case PUBLIC -> true;
                    case PRIVATE -> access.isHome(target) || kind(access.home().getHost()) == Kind.PRIVATE;
                    case LOCAL -> access.isHome(target) && saysSo(target.getHost());
                };
        if (!allowed) {
            throw new CatalogCorruptException(target.getHost() + " is "
                    + (kind == Kind.LOCAL ? "this machine or its link" : "in a private network") + ", where "
                    + access.home().getHost() + " may not lead");
        }
    }

    private Kind kind(String host) throws CatalogUnavailableException {
        Kind worst = Kind.PUBLIC;
        try {
            for (InetAddress address : resolver.all(host)) {
                Kind kind = kind(address);
                worst = kind.compareTo(worst) > 0 ? kind : worst;
            }
        } catch (UnknownHostException nobody) {
            throw new CatalogUnavailableException("there is no machine " + host, nobody);
        }
        return worst;
    }

    /** Whether the name itself tells whoever wrote it that it is this machine or its link. */
    private static boolean saysSo(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("[")
                || name.matches("[0-9.]+");
    }

    private static Kind kind(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return Kind.LOCAL;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean carrier = first == 100 && second >= 64 && second < 128;
            return first == 0 || first >= 240
                    ? Kind.LOCAL
                    : address.isSiteLocalAddress() || carrier ? Kind.PRIVATE : Kind.PUBLIC;
        }
        if (address instanceof Inet6Address) {
            boolean unique = (first & 0xfe) == 0xfc;
            boolean translated = first == 0 || (first == 0 && second == 0x64) || (first == 0x20 && second == 0x02);
            return translated ? Kind.LOCAL : unique || address.isSiteLocalAddress() ? Kind.PRIVATE : Kind.PUBLIC;
        }
        return Kind.LOCAL;
    }
}
