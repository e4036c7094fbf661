// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

/** Does to a fetcher what the component runtime does. */
public final class FetcherAccess {
    private FetcherAccess() {}

    /** The fetcher ends. */
    public static void close(HttpFetcher fetcher) {
        fetcher.close();
    }
}
