import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { KEY } from '../promise.js';
import type { ChangedPackage } from './package-changes.js';
import { createPackage, publishPackage, retirePackage, updatePackage } from './package-changes.js';
import { BenefitPackageCreateInput, BenefitPackageCreatePayload, BenefitPackagePublishPayload, BenefitPackageRetirePayload, BenefitPackageUpdateInput, BenefitPackageUpdatePayload } from './package-changes.types.js'; // prettier-ignore
import { changedPackage, newPackage } from './package-input.js';
import { packageTypeByCode } from './package-type.js';

const WHICH = 'Which; of a partner, one of its own.';
const VERSION = 'The version you have seen (`BenefitPackage.version`). When it is another by now: VERSION_CONFLICT.';

@Resolver()
export class PackageChangesResolver {
  @Mutation(() => BenefitPackageCreatePayload, { description: 'Makes a package of benefits as a draft, which nobody gets before it is published; the program gets a new version.' })
  @Access({ brand: 'benefits:write' })
  benefitPackageCreate(
    @Arg('input', () => BenefitPackageCreateInput, { description: 'The package.' }) input: BenefitPackageCreateInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageCreatePayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitPackageCreate', key, input };
    return answer(context, async () => told(context, await createPackage(session.house, caller, { said: newPackage(input), once })));
  }

  @Mutation(() => BenefitPackageUpdatePayload, { description: 'Changes the terms of a package; the program gets a new version. What members were given stays; cards go by the new parts from their next cycle on, and end when they were to end.' })
  @Access({ brand: 'benefits:write' })
  benefitPackageUpdate(
    @Arg('packageId', () => ID, { description: WHICH }) packageId: string,
    @Arg('input', () => BenefitPackageUpdateInput, { description: 'What is to change.' }) input: BenefitPackageUpdateInput,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageUpdatePayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitPackageUpdate', key, input: { packageId, input, expectedVersion } };
    const change = { packageId, expectedVersion, once, said: changedPackage(input) };
    return answer(context, async () => told(context, await updatePackage(session.house, caller, change)));
  }

  @Mutation(() => BenefitPackagePublishPayload, { description: 'Makes a draft a package that can be had; each of its parts must be one that can be had.' })
  @Access({ brand: 'benefits:write' })
  benefitPackagePublish(
    @Arg('packageId', () => ID, { description: WHICH }) packageId: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackagePublishPayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitPackagePublish', key, input: { packageId, expectedVersion } };
    return answer(context, async () => told(context, await publishPackage(session.house, caller, { packageId, expectedVersion, once })));
  }

  @Mutation(() => BenefitPackageRetirePayload, { description: 'Nobody gets the package any more. What members were given of it stays, and cards go on to their end.' })
  @Access({ brand: 'benefits:write' })
  benefitPackageRetire(
    @Arg('packageId', () => ID, { description: WHICH }) packageId: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageRetirePayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitPackageRetire', key, input: { packageId, expectedVersion } };
    return answer(context, async () => told(context, await retirePackage(session.house, caller, { packageId, expectedVersion, once })));
  }
} // prettier-ignore

function told(context: RequestContext, { code, isReplay }: ChangedPackage) {
  return { package: packageTypeByCode(context, code), replayed: isReplay };
}
