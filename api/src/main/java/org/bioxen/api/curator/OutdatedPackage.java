// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/**
 * A package that has a newer release.
 *
 * @param name the package
 * @param installed what is installed
 * @param wanted the newest that all requirements allow; may be what is installed
 * @param latest the newest of all
 * @param catalog the id of the catalog
 */
public record OutdatedPackage(
        PackageName name, PackageVersion installed, PackageVersion wanted, PackageVersion latest, String catalog) {}
