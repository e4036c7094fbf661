// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.time.Instant;
import java.util.List;

/**
 * One state of an environment.
 *
 * @param number counts up from 0
 * @param made when
 * @param what what made it, such as {@code install json}
 * @param current whether it is the present one
 * @param packages what is installed in it, by name
 */
public record GenerationInfo(long number, Instant made, String what, boolean current, List<PackageId> packages) {
    /** Copies the list. */
    public GenerationInfo {
        packages = List.copyOf(packages);
    }
}
