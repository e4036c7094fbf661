// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.time.Instant;
import java.util.Optional;

/**
 * A catalog.
 *
 * @param id what it is called
 * @param title what people are shown; may be empty
 * @param location where it is, without credentials; may be empty
 * @param origin who brought it: {@code added}, {@code configuration}, or the bundle
 * @param priority the highest is asked first
 * @param enabled whether it is asked
 * @param seen when it last gave a snapshot, if it has since the start
 * @param problem why it could not be asked last time, if that is so
 */
public record RepositoryInfo(
        String id,
        String title,
        String location,
        String origin,
        int priority,
        boolean enabled,
        Optional<Instant> seen,
        Optional<String> problem) {}
