// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import org.osgi.framework.BundleContext;

/**
 * What the verbs work with.
 *
 * @param context the container
 * @param components its components
 */
public record SystemServices(BundleContext context, ComponentReport components) {}
