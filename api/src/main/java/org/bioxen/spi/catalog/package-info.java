// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin implements to bring packages from elsewhere: a {@link org.bioxen.spi.catalog.CatalogProvider} says what there is
 * and hands over its bytes, a {@link org.bioxen.spi.catalog.PackageFormat} reads what is in them. The platform calls; nobody else.
 */
@Export
@Version("1.0.0")
package org.bioxen.spi.catalog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
