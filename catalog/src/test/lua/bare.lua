-- SPDX-License-Identifier: Apache-2.0
--
-- Loads modules where there is neither io nor os nor debug.
--
--   bare.lua MODULE...

local print = print
io, os, debug = nil, nil, nil

for _, name in ipairs({ ... }) do
  local loaded = require(name)
  assert(type(loaded) == "table" or type(loaded) == "function", name .. " gives no module")
  assert(package.loaded[name] == loaded, name)
end
print("loaded")
