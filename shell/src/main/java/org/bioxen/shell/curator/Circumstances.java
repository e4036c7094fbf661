// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.api.curator.ProgressListener;

/**
 * Where a verb is used.
 *
 * @param services what it works with
 * @param directory what relative paths are relative to
 * @param environment the environment that is meant where none is named
 * @param progress is told how far long work is
 */
public record Circumstances(
        CuratorServices services, Path directory, Optional<String> environment, ProgressListener progress) {}
