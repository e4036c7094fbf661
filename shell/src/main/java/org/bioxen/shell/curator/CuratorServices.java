// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.RepositoryManager;

/**
 * What the verbs work with.
 *
 * @param curator what there is in the catalogs
 * @param packages what is installed
 * @param environments the environments
 * @param repositories the catalogs
 */
public record CuratorServices(
        Curator curator, PackageManager packages, EnvironmentManager environments, RepositoryManager repositories) {}
