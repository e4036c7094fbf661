// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import org.bioxen.api.vm.StandardStream;
import org.osgi.annotation.versioning.ProviderType;

/** Takes the output of one evaluation. The engine calls it from one thread at a time. */
@ProviderType
@FunctionalInterface
public interface OutputSink {
    /**
     * Takes bytes in the order in which the script wrote them. Engines call it as soon as the script has written, so that
     * output is seen while the script runs, and may gather small writes only for a time that a person does not notice. It may
     * block while the deadline goes on running.
     *
     * @param bytes not kept after the call
     * @return false if the output is refused: the engine then ends the evaluation as {@code LIMIT_EXCEEDED} in a way that the
     *     script cannot catch
     */
    boolean write(StandardStream stream, byte[] bytes, int offset, int length);
}
