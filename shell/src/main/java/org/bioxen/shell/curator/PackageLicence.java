// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.Optional;
import org.bioxen.api.curator.PackageId;

/**
 * Under which licence a package came.
 *
 * @param id the release
 * @param licence its licence, if its catalog says so
 */
public record PackageLicence(PackageId id, Optional<String> licence) {}
