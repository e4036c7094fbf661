// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads what is in an artifact. Published as a service with the property {@value #NAME}. It is shown files and answers with a plan;
 * it writes nothing, and the platform carries the plan out. Called from several threads at once, with a deadline.
 */
@ConsumerType
public interface PackageFormat {
    /** Service property: the format's name, as {@link Artifact#format()} has it. Required. */
    String NAME = "bioxen.package.format";

    /**
     * What is to be done to install this.
     *
     * @throws PackageFormatException if it is not of this format
     */
    PackagePlan plan(UnpackedArtifact artifact) throws PackageFormatException;
}
