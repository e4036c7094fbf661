// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.LogManager;
import javax.xml.parsers.FactoryConfigurationError;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;

/**
 * Has the JDK prepare, beside the start of the framework, what bundles are about to ask it for: together these take a tenth of a
 * one-shot's time, and nothing of the framework is needed for them. Nobody waits for the thread.
 */
final class WarmUp {
    private WarmUp() {}

    static void start() {
        Thread thread = new Thread(WarmUp::run, "bioxen warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        // The logging bundle takes java.util.logging over.
        LogManager.getLogManager().getLogger("").getHandlers();
        // Any resource of a jar has a date, which is in local time.
        ZoneId.systemDefault().getRules().getOffset(LocalDateTime.of(2026, 1, 1, 0, 0));
        try {
            // Declarative Services read descriptions of components.
            SAXParserFactory.newInstance().newSAXParser();
        } catch (ParserConfigurationException | SAXException | FactoryConfigurationError e) {
            // Whoever needs the parser will say so.
        }
    }
}
