// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Loads a Logback XML file. A class of its own, so that the XML machinery is only loaded where there is such a file. */
final class UserConfiguration {
    private UserConfiguration() {}

    /** Configures the context from the file; on a mistake in it, says so and answers false. */
    static boolean load(LoggerContext context, Path file, Optional<PrintStream> complaints) {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(file.toFile());
            return true;
        } catch (JoranException e) {
            complaints.ifPresent(stream -> stream.println("bioxen: cannot use " + file + ": " + e.getMessage()));
            return false;
        }
    }
}
