// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Consumer;
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
        // Lambdas and proxies of bundles, which the class archive cannot hold.
        Proxy.newProxyInstance(
                WarmUp.class.getClassLoader(), new Class<?>[] {Runnable.class}, (proxy, method, values) -> null);
        linkALambda();
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

    /** What the JVM does at the first call of a lambda's place in the code; one in this class would come from the archive. */
    private static void linkALambda() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            LambdaMetafactory.metafactory(
                    lookup,
                    "accept",
                    MethodType.methodType(Consumer.class, Object.class),
                    MethodType.methodType(void.class, Object.class),
                    lookup.findStatic(
                            WarmUp.class, "ignore", MethodType.methodType(void.class, Object.class, Object.class)),
                    MethodType.methodType(void.class, Object.class));
        } catch (LambdaConversionException | NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ignore(Object captured, Object value) {}
}
