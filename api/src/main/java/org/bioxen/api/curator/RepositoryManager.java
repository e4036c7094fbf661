// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The catalogs: which there are and which are asked first. What is changed here is kept over restarts. A service. Thread-safe.
 */
@ProviderType
public interface RepositoryManager {
    /** All catalogs in the order in which they are asked, those that are disabled at the end. */
    List<RepositoryInfo> list();

    /**
     * Adds a catalog of a folder or a web site.
     *
     * @param location a path, or an address with {@code http} or {@code https}
     * @param priority the highest is asked first
     * @throws CuratorException if there is one of this id already, or no catalog is found there
     */
    RepositoryInfo add(String id, String location, int priority);

    /**
     * Removes a catalog that was added here; what was installed from it stays.
     *
     * @throws RepositoryNotFoundException if there is none
     * @throws CuratorException if it was not added here, but comes from a bundle or a file, which the message names
     */
    void remove(String id);

    /**
     * Has a catalog asked or not asked.
     *
     * @throws RepositoryNotFoundException if there is none
     */
    RepositoryInfo enable(String id, boolean on);

    /**
     * Sets the place of a catalog among the others.
     *
     * @throws RepositoryNotFoundException if there is none
     */
    RepositoryInfo priority(String id, int priority);

    /**
     * Looks anew at what a catalog has, or all of them. One that cannot be asked is told in its {@link RepositoryInfo#problem}.
     *
     * @throws RepositoryNotFoundException if there is none
     */
    List<RepositoryInfo> refresh(Optional<String> id);
}
