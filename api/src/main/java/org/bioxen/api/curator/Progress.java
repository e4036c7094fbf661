// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/**
 * How far a change is.
 *
 * @param phase what is being done
 * @param subject the package or file that it is about; may be empty
 * @param done how much is done, in the unit of the phase
 * @param total how much there is, or -1 where that is not known
 */
public record Progress(Phase phase, String subject, long done, long total) {
    /** What is being done. */
    public enum Phase {
        /** Waiting for somebody else who changes the environment; the subject says who. */
        WAIT,
        /** Asking the catalogs; in catalogs. */
        REFRESH,
        /** Deciding which releases to take; in packages. */
        RESOLVE,
        /** Fetching artifacts; in bytes. */
        FETCH,
        /** Unpacking and checking them; in packages. */
        UNPACK,
        /** Making the new generation; in files. */
        DEPLOY,
        /** All is done. */
        DONE
    }
}
