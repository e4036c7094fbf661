// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that packages come from. Published as a service with the properties {@value #ID} and, if it likes, {@value #PRIORITY},
 * {@value #TITLE}, {@value #LOCATION}, {@value #LOCAL}, {@value #INCLUDES} and {@value #EXCLUDES}; it counts from the next operation on, and when it goes, operations
 * under way go on with what they already have from it.
 *
 * <p>The platform alone fetches, checks, unpacks, resolves and installs: a provider says what there is and opens streams. It is
 * called from several threads at once, never under a lock of the platform, with a deadline; what it returns is checked and not
 * trusted. It needs no cache: the platform keeps a snapshot for as long as an operation lasts, and artifacts by their digest.
 */
@ConsumerType
public interface CatalogProvider {
    /**
     * Service property: what the catalog is called, a {@code String} of up to 64 letters, digits and {@code . - _}; the same after a
     * restart, since lock files name it. Required.
     */
    String ID = "bioxen.catalog";

    /** Service property: the catalog's place among the others, an {@code Integer}, the highest is asked first; 0 if absent. */
    String PRIORITY = "bioxen.catalog.priority";

    /** Service property: what people are shown, a {@code String}. */
    String TITLE = "bioxen.catalog.title";

    /** Service property: where it is, a {@code String} for people to read, without credentials. */
    String LOCATION = "bioxen.catalog.location";

    /**
     * Service property: whether it answers without a network, a {@code Boolean}; such a catalog is asked also by those who want to do
     * without. False if absent.
     */
    String LOCAL = "bioxen.catalog.local";

    /**
     * Service property: names of packages that are looked for here, a {@code String} or several, each with {@code *} for anything; all
     * if absent.
     */
    String INCLUDES = "bioxen.catalog.includes";

    /** Service property: names of packages that are not looked for here, as {@link #INCLUDES}; none if absent. */
    String EXCLUDES = "bioxen.catalog.excludes";

    /**
     * The catalog as it is now.
     *
     * @param last the token of the snapshot that the platform still has
     * @return empty if that one is still good, which only a provider that was given one may answer
     * @throws CatalogException if it cannot be told
     */
    Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException;

    /**
     * Opens an artifact of a release that a snapshot of this catalog has named.
     *
     * @return its bytes; the platform closes the stream, counts and hashes what it reads
     * @throws CatalogException if it cannot be opened; a stream that breaks off throws {@link java.io.IOException}
     */
    ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException;

    /**
     * Says in a line how the catalog is: where it is, how it was reached. For people who look for a fault.
     *
     * @throws CatalogException if it is not well, with why
     */
    default String probe(CatalogCall call) throws CatalogException {
        snapshot(Optional.empty(), call);
        return "answers";
    }
}
