// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the bundles of the platform say in their metatype, as the page on configuration writes it. */
final class DescribedConfigurations {
    private DescribedConfigurations() {}

    /** The section of the page for each pid. */
    static Map<String, String> all() {
        Map<String, String> sections = new TreeMap<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Bioxen.HOME.resolve("bundle"), "org.bioxen.*.jar")) {
            for (Path jar : jars) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    for (JarEntry entry : Collections.list(file.entries())) {
                        if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
                            read(file.getInputStream(entry), sections);
                        }
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return sections;
    }

    private static void read(InputStream in, Map<String, String> sections) throws IOException {
        try (in) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            Element type = elements(document.getDocumentElement(), "OCD").get(0);
            for (Element designate : elements(document.getDocumentElement(), "Designate")) {
                boolean several = designate.hasAttribute("factoryPid");
                String pid = designate.getAttribute(several ? "factoryPid" : "pid");
                sections.put(pid, section(pid, several, type));
            }
        } catch (ParserConfigurationException | SAXException wrong) {
            throw new IOException(wrong);
        }
    }

    private static String section(String pid, boolean several, Element type) {
        StringBuilder text = new StringBuilder("### `" + pid + (several ? "~NAME" : "") + "`\n\n");
        text.append(type.getAttribute("name"))
                .append(". ")
                .append(type.getAttribute("description"))
                .append("\n\n| key | | default | allowed | |\n| --- | --- | --- | --- | --- |\n");
        for (Element key : elements(type, "AD")) {
            text.append("| `" + key.getAttribute("id") + "` | " + typeName(key) + " | " + standard(key) + " | "
                    + allowed(key) + " | " + key.getAttribute("description").replace("|", "\\|") + " |\n");
        }
        return text.toString();
    }

    private static String typeName(Element key) {
        String one =
                switch (key.getAttribute("type")) {
                    case "Integer", "Long" -> "number";
                    case "Boolean" -> "true or false";
                    case "Password" -> "secret";
                    default -> "text";
                };
        String cardinality = key.getAttribute("cardinality");
        return cardinality.isEmpty() || cardinality.equals("0") ? one : one + " list";
    }

    private static String standard(Element key) {
        String value = key.getAttribute("default");
        if (value.isEmpty()) {
            return key.getAttribute("required").equals("false") ? "" : "none: it has to be set";
        }
        return "`" + value + "`";
    }

    private static String allowed(Element key) {
        String options = elements(key, "Option").stream()
                .map(option -> "`" + option.getAttribute("value") + "`")
                .collect(Collectors.joining(", "));
        return key.hasAttribute("min") && key.hasAttribute("max")
                ? key.getAttribute("min") + " to " + key.getAttribute("max")
                : options;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            elements.add((Element) nodes.item(at));
        }
        return elements;
    }
}
