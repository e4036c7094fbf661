// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.List;
import java.util.Map;

/**
 * What may be configured and what is, kept in files of {@code etc}. A configuration is named by its pid; one of several of a kind by the
 * pid of its kind and a name of its own, as in {@code org.bioxen.catalog.http~lab}. Thread-safe, also between processes.
 *
 * <p>What makes no sense is refused with a {@link org.bioxen.shell.options.UsageException} and changes nothing; what cannot be written is
 * a {@link org.bioxen.shell.verb.CommandFailure} and leaves the file as it was.
 */
public interface Configurations {
    /** All of them, the platform's own first, by pid: those that could be made, too. A kind of which there may be several stands before those that there are. */
    List<ConfigurationInfo> list();

    /** One of them, also if nothing of it is set yet. */
    ConfigurationInfo get(String pid);

    /**
     * Sets keys and leaves the others as they are.
     *
     * @param values text for each key; several are a list
     */
    ConfigurationChange set(String pid, Map<String, List<String>> values);

    /**
     * Gives keys their defaults back.
     *
     * @param keys the keys; none for all, and the file with them
     */
    ConfigurationChange unset(String pid, List<String> keys);
}
