// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** An artifact is as it should be, and its content is refused: it would write where it must not, is too large, or is no package. */
public class RefusedArtifactException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public RefusedArtifactException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public RefusedArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
