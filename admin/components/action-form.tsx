import React, { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { ApiClient, useNotice } from 'adminjs';
import type { ActionProps } from 'adminjs';
import { useNavigate } from 'react-router-dom';
import { leadToDoor } from './api';
import type { FormField, FormValues } from './form-field';
import { askedOf, FormInput, sentOf, startOf } from './form-field';
import { Panel, Sheet } from './parts';
import { texts } from './page-state';

interface Answered {
  readonly fields?: readonly FormField[];
  readonly start?: { readonly about?: string };
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
  readonly secret?: string | null;
  readonly told?: string | null;
  readonly notice?: { readonly message: string; readonly type: string };
}

/** A form in front of something that changes things. What is refused is said where it was filled in. */
export default function ActionForm({ resource, record, action }: ActionProps) {
  const { form, actions } = texts();
  const say = useNotice();
  const navigate = useNavigate();
  const [fields, setFields] = useState<readonly FormField[] | null>(null);
  const [about, setAbout] = useState('');
  const [values, setValues] = useState<FormValues>({});
  const [answered, setAnswered] = useState<Answered>({});
  const [isBusy, setBusy] = useState(false);
  const custom = action.custom as { help?: keyof typeof form | null; isGrave?: boolean; after?: string | null };
  const listOf = (table: string): string => `/admin/resources/${table}`;
  const back = record ? `${listOf(resource.id)}/records/${record.id}/show` : listOf(resource.id);

  useEffect(() => {
    send(resource.id, record?.id, action.name).then((answer) => {
      setFields(answer.fields ?? []);
      setAbout(answer.start?.about ?? '');
      setValues(startOf(answer.fields ?? []));
    }, leadToDoor);
  }, [resource.id, record?.id, action.name]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    send(resource.id, record?.id, action.name, sentOf(fields ?? [], values))
      .then((answer) => {
        setAnswered(answer);
        if (answer.notice?.type !== 'success' || answer.secret || answer.told) return;
        say({ message: form.done, type: 'success' });
        navigate(custom.after ? listOf(custom.after) : back);
      }, leadToDoor)
      .finally(() => setBusy(false));
  };

  if (!fields) return <Sheet>…</Sheet>;
  const problems = answered.problems ?? [];
  const asked = askedOf(fields, values);
  const isKnown = (name: string | null): boolean => asked.some((each) => each.name === name);
  return (
    <Sheet>
      <div style={{ maxWidth: 640 }}>
        <Panel title={(actions as Readonly<Record<string, string>>)[action.name] ?? action.name}>
          {answered.secret ? (
            <Secret secret={answered.secret} close={() => navigate(back)} />
          ) : (
            <form onSubmit={submit}>
              {answered.told ? <p style={{ marginBottom: 14 }}>{answered.told}</p> : null}
              {about ? <p style={{ marginBottom: 14, fontWeight: 600 }}>{about}</p> : null}
              {custom.help ? <p style={{ marginBottom: 14 }}>{form[custom.help]}</p> : null}
              {problems
                .filter(({ field }) => !isKnown(field))
                .map(({ message }) => (
                  <p key={message} className="problem" role="alert">
                    {message}
                  </p>
                ))}
              {asked.map((each) => (
                <React.Fragment key={each.name}>
                  {each.heading ? <h3>{(form as Readonly<Record<string, string>>)[each.heading]}</h3> : null}
                  <FormInput
                    field={each}
                    value={values[each.name]}
                    problem={problems.find(({ field }) => field === each.name)?.message}
                    change={(value) => setValues((were) => ({ ...were, [each.name]: value }))}
                  />
                </React.Fragment>
              ))}
              <div className="row">
                <button type="submit" className={custom.isGrave ? 'act grave' : 'act main'} disabled={isBusy}>
                  {form.send}
                </button>
                <button type="button" className="act" onClick={() => navigate(back)}>
                  {form.cancel}
                </button>
              </div>
            </form>
          )}
        </Panel>
      </div>
    </Sheet>
  );
}

async function send(
  resourceId: string,
  recordId: string | undefined,
  actionName: string,
  data?: FormValues,
): Promise<Answered> {
  const api = new ApiClient();
  const body = data ? { data } : {};
  const response = recordId
    ? await api.recordAction({ resourceId, recordId, actionName, ...body })
    : await api.resourceAction({ resourceId, actionName, ...body });
  return response.data as Answered;
}

/** Something that is never shown again. */
function Secret({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { form } = texts();
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <>
      <p>{form.once}</p>
      <p className="secret code">{secret}</p>
      <div className="row">
        <button type="button" className="act main" onClick={copy}>
          {isCopied ? form.copied : form.copy}
        </button>
        <button type="button" className="act" onClick={close}>
          {form.close}
        </button>
      </div>
    </>
  );
}
