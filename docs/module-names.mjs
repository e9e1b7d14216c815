// Shortens the names of modules in the reference: `packages/core/src/schema/Command` becomes `schema/Command`.
import { Converter, ReflectionKind } from "typedoc"

export const load = (app) => {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const module of context.project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = module.name.replace(/^.*(?:^|\/)src\//, "")
    }
  })
}
